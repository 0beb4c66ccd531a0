import { Stack, UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, client, type Schemas } from "../../../api/client";
import { paged } from "../../../api/pages";
import { Empty } from "../../../parts/Empty";
import { words } from "../../../parts/format";
import { May } from "../../../parts/May";
import { Panel } from "../../../parts/Panel";
import { ProblemNote } from "../../../parts/ProblemNote";
import { Status } from "../../../parts/Status";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { useMore } from "../../../parts/table/useMore";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";

type Row = Schemas["SecurityEvent"];
const texts = t.security;

const columnsWith = (acknowledge: (event: Row) => void): readonly Column<Row>[] => [
  { name: texts.columns.at, width: 20, cell: e => <Time at={e.recordedAt} /> },
  { name: texts.columns.type, width: 32, cell: e => (e.critical ? <Status kind="bad" label={words(e.type)} /> : words(e.type)) },
  { name: texts.columns.source, width: 18, cell: e => texts.sources[e.source] ?? e.source },
  { name: texts.columns.times, width: 8, numeric: true, cell: e => e.times },
  { name: texts.columns.alarm, width: 22, cell: e => <Alarm event={e} onAcknowledge={acknowledge} /> },
];

function Alarm({ event, onAcknowledge }: { event: Row; onAcknowledge: (event: Row) => void }) {
  if (event.acknowledgedBy) return <>{texts.acknowledged(event.acknowledgedBy)}</>;
  if (event.alarm !== "open") return <>{t.none}</>;
  return (
    <May do="change:charge-points">
      <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.acknowledgeOne(words(event.type))} onClick={() => onAcknowledge(event)}>
        {texts.acknowledge}
      </UnstyledButton>
    </May>
  );
}

/** What it reported, and what happened at our door in its name. */
export function SecurityEvents({ id }: { id: string }) {
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/security-events", { params: { query: { chargePointId: id, limit: 100 } } }, paged));
  const { mutate, error: refused } = useMutation({
    mutationFn: async (event: Row) => {
      const { error } = await client.POST("/api/v1/security-events/{id}/acknowledgement", { params: { path: { id: event.id } } });
      if (error) throw error;
      refetch();
    },
  });
  const columns = useMemo(() => columnsWith(mutate), [mutate]);
  return (
    <Panel title={texts.events}>
      <Stack gap="sm">
        {error && <ProblemNote error={error} onRetry={refetch} />}
        {refused && <ProblemNote error={refused} />}
        <DataTable label={texts.events} columns={columns} rows={rows} idOf={e => e.id} onEnd={onEnd} height="20rem" minWidth="36rem" empty={<Empty title={texts.noEvents} />} />
      </Stack>
    </Panel>
  );
}
