import { useQuery } from "@tanstack/react-query";
import { client, type Schemas } from "../../api/client";
import { type Outcome, outcomeOf } from "../calls/outcome";
import type { Bulk } from "./bulk";

const ASK_AGAIN = 3_000;
const PAGE = 1000;

/** The newest state of each of the calls: read from the list a thousand at a time, since there may be ten thousand. */
async function readCalls({ action, calls }: Bulk) {
  const wanted = new Map(calls.map(call => [call.id, call]));
  const first = calls.reduce((earliest, { requestedAt }) => (requestedAt < earliest ? requestedAt : earliest), calls[0]?.requestedAt ?? "");
  for (let after: string | undefined, more = wanted.size > 0; more; more = after !== undefined) {
    const { data, error } = await client.GET("/api/v1/calls", { params: { query: { action, from: first, limit: PAGE, ...(after && { after }) } } });
    if (error) throw error;
    for (const call of data.items) if (wanted.has(call.id)) wanted.set(call.id, call);
    after = data.next ?? undefined;
  }
  return [...wanted.values()];
}

/** What became of the calls of a bulk: how many of them each outcome had, and which can still be withdrawn. */
export function useFates(bulk: Bulk) {
  const { data } = useQuery({
    // Not by how many there are so far: each answer would read all of them again.
    queryKey: ["bulk", bulk.action, bulk.calls[0]?.id],
    queryFn: () => readCalls(bulk),
    enabled: bulk.kind === "call" && bulk.calls.length > 0,
    refetchInterval: read => (read.state.data?.length === bulk.calls.length && read.state.data.every(call => outcomeOf(call).settled) ? false : ASK_AGAIN),
  });
  const outcomes = new Map<string, { outcome: Outcome; n: number }>();
  const waiting: Schemas["Call"][] = [];
  for (const call of data ?? []) {
    const outcome = outcomeOf(call);
    outcomes.set(outcome.text, { outcome, n: (outcomes.get(outcome.text)?.n ?? 0) + 1 });
    if (call.status === "requested") waiting.push(call);
  }
  const settled = [...outcomes.values()].reduce((sum, { outcome, n }) => sum + (outcome.settled ? n : 0), 0);
  return { outcomes: [...outcomes.values()], settled, waiting };
}
