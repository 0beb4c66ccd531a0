import { Button, CloseButton, Group, Paper, Progress, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { client } from "../../api/client";
import { problemOf } from "../../api/problem";
import { t } from "../../texts";
import { words } from "../format";
import { Status } from "../Status";
import { type Bulk, bulk, each, useBulk } from "./bulk";
import { useFates } from "./useFates";

const texts = t.bulk;

/** How far what was asked of many has come: asked, answered, and how. It can be stopped, and what was not sent yet be withdrawn. */
export function BulkProgress() {
  const asked = useBulk();
  return asked ? <Shown asked={asked} /> : null;
}

function Shown({ asked }: { asked: Bulk }) {
  const { outcomes, settled, waiting } = useFates(asked);
  const withdraw = useMutation({
    mutationFn: () => each([...waiting], ({ id }) => client.POST("/api/v1/calls/{callId}/cancel", { params: { path: { callId: id } } })),
  });
  const asking = asked.done < asked.of && !asked.stopped;
  const reached = asked.kind === "call" ? settled + asked.refusals.length : asked.done;
  return (
    <Paper withBorder p="xs" mb="sm">
      <Group gap="sm" role="status">
        <Text size="sm" fw={600}>
          {asked.kind === "call" ? words(asked.action) : texts.registration}
        </Text>
        <Progress w={140} value={(100 * reached) / Math.max(1, asked.of)} aria-label={texts.progress(reached, asked.of)} />
        {asked.kind === "call" ? <Text size="sm">{t.chargePoints.done(asked.calls.length, asked.of)}</Text> : <Status kind="good" label={t.chargePoints[asked.kind](asked.changed.length)} />}
        {outcomes.map(({ outcome: { kind, text }, n }) => (
          <Status key={text} kind={kind} label={`${n} · ${text}`} />
        ))}
        {asked.refusals.length > 0 && <Status kind="bad" label={t.chargePoints.bulkRefused(asked.refusals.length)} title={problemOf(asked.refusals[0]).detail} />}
        {asking && (
          <Button size="compact-xs" variant="default" onClick={bulk.stop}>
            {texts.stop}
          </Button>
        )}
        {!asking && waiting.length > 0 && (
          <Button size="compact-xs" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {texts.withdraw(waiting.length)}
          </Button>
        )}
        <CloseButton size="sm" aria-label={t.close} onClick={bulk.putAway} />
      </Group>
    </Paper>
  );
}
