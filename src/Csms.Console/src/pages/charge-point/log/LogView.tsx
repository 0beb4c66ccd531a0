import { Drawer, Group, Stack, UnstyledButton } from "@mantine/core";
import { useMemo, useState } from "react";
import { api } from "../../../api/client";
import { paged } from "../../../api/pages";
import { Empty } from "../../../parts/Empty";
import { TextFilter } from "../../../parts/Filter";
import { ProblemNote } from "../../../parts/ProblemNote";
import { Status } from "../../../parts/Status";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { useMore } from "../../../parts/table/useMore";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { ViewProps } from "../view";
import { ExchangeDetails } from "./ExchangeDetails";
import { type Exchange, exchangesOf } from "./exchanges";

const PAGE = 200;
const BEHIND = 2_000;
const texts = t.log.columns;

const columnsWith = (open: (exchange: Exchange) => void): readonly Column<Exchange>[] => [
  { name: texts.at, width: 20, cell: e => <Time at={e.request.at} /> },
  { name: texts.direction, width: 18, cell: e => (e.request.direction === "in" ? `→ ${t.log.in}` : `← ${t.log.out}`) },
  { name: texts.action, width: 26, cell: e => <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" onClick={() => open(e)}>{e.request.action ?? e.request.kind}</UnstyledButton> },
  { name: texts.outcome, width: 16, cell: e => <Status kind={e.good ? "good" : "bad"} label={t.log.outcomes[e.request.outcome] ?? e.request.outcome} title={e.request.detail ?? undefined} /> },
  { name: texts.latency, width: 12, numeric: true, cell: e => (e.request.latencyMilliseconds == null ? t.none : t.log.ms(e.request.latencyMilliseconds)) },
  { name: texts.size, width: 8, numeric: true, cell: e => e.request.size },
];

export function LogView({ id }: ViewProps) {
  const [action, setAction] = useState<string>();
  const [opened, setOpened] = useState<Exchange>();
  // Frames are no events: they are asked for, since they are about a second behind anyway.
  const { rows, error, onEnd, refetch } = useMore(
    api.useInfiniteQuery("get", "/api/v1/journal", { params: { query: { chargePointId: id, limit: PAGE, ...(action && { action }) } } }, { ...paged, refetchInterval: BEHIND }),
  );
  const exchanges = useMemo(() => rows && exchangesOf(rows), [rows]);
  const columns = useMemo(() => columnsWith(setOpened), []);
  return (
    <Stack gap="sm">
      <Group>
        <TextFilter label={t.log.filter} value={action} onChange={setAction} />
      </Group>
      {error && <ProblemNote error={error} onRetry={refetch} />}
      <DataTable label={t.log.title} columns={columns} rows={exchanges} idOf={e => String(e.request.id)} onEnd={onEnd} height="calc(100dvh - 23rem)" empty={<Empty title={t.log.none} />} />
      <Drawer opened={opened !== undefined} onClose={() => setOpened(undefined)} position="right" size="lg" title={opened?.request.action ?? opened?.request.kind}>
        {opened && <ExchangeDetails exchange={opened} />}
      </Drawer>
    </Stack>
  );
}
