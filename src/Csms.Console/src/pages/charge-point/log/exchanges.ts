import type { Schemas } from "../../../api/client";

type Frame = Schemas["JournalFrame"];

/** A request and what it was answered; or whatever came alone. */
export interface Exchange {
  request: Frame;
  answer?: Frame;
  good: boolean;
}

const isAnswer = (frame: Frame) => frame.kind === "result" || frame.kind === "error";

/** Newest first, as the frames come. An answer without its request (not read yet, or never asked for) stands for itself. */
export function exchangesOf(frames: readonly Frame[]): Exchange[] {
  const answers = new Map(frames.filter(isAnswer).map(frame => [frame.id, frame]));
  const exchanges = new Map<number, Exchange>();
  for (const frame of frames) {
    if (isAnswer(frame)) continue;
    const answer = frame.answerId == null ? undefined : answers.get(frame.answerId);
    if (answer) answers.delete(answer.id);
    exchanges.set(frame.id, { request: frame, answer, good: frame.outcome === "ok" || frame.outcome === "accepted" });
  }
  for (const [id, answer] of answers) if (answer.requestAt == null) exchanges.set(id, { request: answer, good: false });
  return [...exchanges.values()].sort((a, b) => b.request.id - a.request.id);
}
