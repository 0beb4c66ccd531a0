import { CloseButton, Group, Progress, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { api } from "../../api/client";
import { problemOf } from "../../api/problem";
import { outcomeOf } from "../../parts/calls/outcome";
import { type Kind, Status } from "../../parts/Status";
import { t } from "../../texts";
import type { Bulk } from "./useBulk";

const ASK_AGAIN = 3_000;

/** How far a bulk action has come: asked, answered, and how. */
export function BulkResult({ bulk }: { bulk: Bulk }) {
  const asked = bulk.asked!;
  const calls = useQueries({
    queries: asked.callIds.map(callId => ({
      ...api.queryOptions("get", "/api/v1/calls/{callId}", { params: { path: { callId } } }),
      refetchInterval: ASK_AGAIN,
    })),
  });
  const outcomes = new Map<string, { kind: Kind; n: number }>();
  for (const { data } of calls) {
    if (!data) continue;
    const { kind, text } = outcomeOf(data);
    outcomes.set(text, { kind, n: (outcomes.get(text)?.n ?? 0) + 1 });
  }
  const changed = asked.done - asked.refusals.length;
  return (
    <Group gap="sm" role="status">
      {asked.done < asked.of && <Progress w={120} value={(100 * asked.done) / asked.of} aria-label={t.chargePoints.done(asked.done, asked.of)} />}
      {asked.kind === "call" ? <Text size="sm">{t.chargePoints.done(changed, asked.of)}</Text> : <Status kind="good" label={t.chargePoints[asked.kind](changed)} />}
      {[...outcomes].map(([text, { kind, n }]) => (
        <Status key={text} kind={kind} label={`${n} · ${text}`} />
      ))}
      {asked.refusals.length > 0 && <Status kind="bad" label={t.chargePoints.bulkRefused(asked.refusals.length)} title={problemOf(asked.refusals[0]).detail} />}
      <CloseButton size="sm" aria-label={t.close} onClick={bulk.clear} />
    </Group>
  );
}
