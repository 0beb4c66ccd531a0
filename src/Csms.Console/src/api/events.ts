import type { Schemas } from "./client";
import { session } from "./session";

export type LiveState = "connecting" | "live" | "lost";

const SILENCE_LIMIT = 40_000;
const LONGEST_PAUSE = 15_000;

interface Follower {
  onEvent(event: Schemas["Event"]): void;
  onState(state: LiveState): void;
  signal: AbortSignal;
}

/**
 * Follows the live events until the signal says stop, and comes back where it was when the connection is lost. A fetch and no EventSource: that could
 * neither send who asks nor notice a connection that fell silent.
 */
export async function followEvents({ onEvent, onState, signal }: Follower) {
  let last = "";
  for (let pause = 1_000; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    onState(last ? "lost" : "connecting");
    try {
      for await (const message of messages(last, signal)) {
        onState("live");
        pause = 1_000;
        if (!message.data) continue;
        last = message.id;
        onEvent(JSON.parse(message.data));
      }
    } catch {
      // The connection was lost or refused; it is tried again below.
    }
    onState("lost");
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

interface Message {
  id: string;
  data: string;
}

async function* messages(last: string, signal: AbortSignal): AsyncGenerator<Message> {
  const silence = new AbortController();
  const ending = AbortSignal.any([signal, silence.signal]);
  const response = await fetch("/api/v1/events/live", {
    headers: { ...session.headers(), ...(last && { "Last-Event-ID": last }) },
    signal: ending,
  });
  if (response.status === 401) session.end();
  if (!response.ok || !response.body) throw new Error(response.statusText);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const limit = setTimeout(() => silence.abort(), SILENCE_LIMIT);
    const { done, value } = await reader.read().finally(() => clearTimeout(limit));
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) yield parse(block);
  }
}

function parse(block: string): Message {
  const message = { id: "", data: "" };
  for (const line of block.split("\n")) {
    if (line.startsWith("id: ")) message.id = line.slice(4);
    if (line.startsWith("data: ")) message.data = line.slice(6);
  }
  return message;
}
