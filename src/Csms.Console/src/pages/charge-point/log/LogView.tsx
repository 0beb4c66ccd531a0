import { Drawer, Group, Stack, UnstyledButton } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, type Schemas } from "../../../api/client";
import { paged } from "../../../api/pages";
import { Empty } from "../../../parts/Empty";
import { Choice, TextFilter } from "../../../parts/Filter";
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
const directions = { in: t.log.in, out: t.log.out };
const route = getRouteApi("/charge-points/$id");

const columnsWith = (open: (exchange: Exchange) => void): readonly Column<Exchange>[] => [
  { name: texts.at, width: 20, cell: e => <Time at={e.request.at} /> },
  { name: texts.direction, width: 18, cell: e => (e.request.direction === "in" ? `→ ${t.log.in}` : `← ${t.log.out}`) },
  { name: texts.action, width: 26, cell: e => <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" onClick={() => open(e)}>{e.request.action ?? e.request.kind}</UnstyledButton> },
  { name: texts.outcome, width: 16, cell: e => <Status kind={e.good ? "good" : "bad"} label={t.log.outcomes[e.request.outcome] ?? e.request.outcome} title={e.request.detail ?? undefined} /> },
  { name: texts.latency, width: 12, numeric: true, cell: e => (e.request.latencyMilliseconds == null ? t.none : t.log.ms(e.request.latencyMilliseconds)) },
  { name: texts.size, width: 8, numeric: true, cell: e => e.request.size },
];

/** What went over the wire, each request with what it was answered. */
export function LogView({ id }: ViewProps) {
  const { action, direction, outcome } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: string) => (value: string | undefined) => void navigate({ search: before => ({ ...before, [name]: value }), replace: true });
  const [opened, setOpened] = useState<Exchange>();
  const query = {
    chargePointId: id,
    limit: PAGE,
    ...(action && { action }),
    ...(direction && { direction: direction as Schemas["JournalDirection"] }),
    ...(outcome && { outcome: outcome as Schemas["JournalOutcome"] }),
  };
  // Frames are no events: they are asked for, since they are about a second behind anyway. Not for whoever has gone back in them.
  const { rows, error, onEnd, refetch } = useMore(
    api.useInfiniteQuery("get", "/api/v1/journal", { params: { query } }, { ...paged, refetchInterval: read => ((read.state.data?.pages.length ?? 0) > 1 ? false : BEHIND) }),
  );
  const exchanges = useMemo(() => rows && exchangesOf(rows), [rows]);
  const columns = useMemo(() => columnsWith(setOpened), []);
  return (
    <Stack gap="sm">
      <Group>
        <TextFilter label={t.log.filter} value={action} onChange={set("action")} />
        <Choice label={texts.direction} choices={directions} value={direction} onChange={set("direction")} width={190} />
        <Choice label={texts.outcome} choices={t.log.outcomes} value={outcome} onChange={set("outcome")} />
      </Group>
      {error && <ProblemNote error={error} onRetry={refetch} />}
      <DataTable
        label={t.log.title}
        columns={columns}
        rows={exchanges}
        idOf={e => String(e.request.id)}
        onEnd={onEnd}
        height="calc(100dvh - 23rem)"
        empty={<Empty title={t.log.none}>{action || direction || outcome ? t.log.otherFilters : t.log.hint}</Empty>}
      />
      <Drawer opened={opened !== undefined} onClose={() => setOpened(undefined)} position="right" size="lg" title={opened?.request.action ?? opened?.request.kind}>
        {opened && <ExchangeDetails exchange={opened} />}
      </Drawer>
    </Stack>
  );
}
