import type { Schemas } from "../../api/client";
import { t } from "../../texts";
import { words } from "../format";
import type { Kind } from "../Status";

export interface Outcome {
  kind: Kind;
  text: string;
  /** Nothing more is expected to happen. */
  settled: boolean;
}

const GOOD_ANSWERS = new Set(["Accepted", "Unlocked", "Scheduled", "RebootRequired"]);
const UNFINISHED = new Set(["requested", "sent"]);

const answerOf = (call: Schemas["Call"]): string | undefined => (call.response as { status?: string } | undefined)?.status;

/** What became of a request, in the words of whoever asked. An accepted promise is no success before its effect was seen. */
export function outcomeOf(call: Schemas["Call"]): Outcome {
  if (UNFINISHED.has(call.status)) return { kind: "waiting", text: t.calls.fate[call.status as "requested" | "sent"], settled: false };
  if (call.status === "failed") return { kind: "bad", text: call.error?.kind === "ConnectionLost" ? t.calls.fate.lost : t.calls.fate.failed(call.error?.code ?? call.error?.kind ?? ""), settled: true };
  if (call.status !== "answered") return { kind: call.status === "timed_out" ? "bad" : "off", text: t.calls.fate[call.status as "timed_out" | "expired" | "cancelled"], settled: true };
  const answer = answerOf(call);
  if (answer && !GOOD_ANSWERS.has(answer)) return { kind: "bad", text: t.calls.fate.answered(words(answer)), settled: true };
  if (call.effect) return effectOf(call.effect);
  return { kind: "good", text: t.calls.fate.answered(answer ? words(answer) : t.calls.fate.withoutStatus), settled: true };
}

function effectOf({ kind, status, transactionId }: Schemas["EffectOfCall"]): Outcome {
  if (status === "happened") return { kind: "good", text: t.calls.effect[kind].happened(transactionId), settled: true };
  if (status === "absent") return { kind: "bad", text: t.calls.effect[kind].absent, settled: true };
  return { kind: "waiting", text: t.calls.effect[kind].awaited, settled: false };
}
