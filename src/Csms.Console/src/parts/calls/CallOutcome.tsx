import type { Schemas } from "../../api/client";
import { Status } from "../Status";
import { outcomeOf } from "./outcome";

export function CallOutcome({ call }: { call: Schemas["Call"] }) {
  const { kind, text } = outcomeOf(call);
  return <Status kind={kind} label={text} title={call.error?.description ?? undefined} />;
}
