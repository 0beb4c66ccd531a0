import { Group, Select, Stack, Text } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api, type Schemas } from "../../api/client";
import { paged } from "../../api/pages";
import { Empty } from "../../parts/Empty";
import { count, duration } from "../../parts/format";
import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";
import { Status } from "../../parts/Status";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { useMore } from "../../parts/table/useMore";
import { t } from "../../texts";
import { timeZone, usePeriod, useSetFilter } from "./period";

type Row = Schemas["Uptime"];
const texts = t.analytics.uptime;
const route = getRouteApi("/analytics");
const profiles = Object.entries(texts.profiles).map(([value, label]) => ({ value, label }));

const columns: readonly Column<Row>[] = [
  { name: t.columns.chargePoint, width: 20, cell: u => <Link to="/charge-points/$id" params={{ id: u.chargePointId }}>{u.chargePointId} · {u.connectorId}</Link> },
  // The first ten letters are the day by the clock that was asked for.
  { name: texts.columns.month, width: 12, cell: u => u.localStart.slice(0, 7) },
  { name: texts.columns.uptime, width: 12, numeric: true, cell: u => <strong>{texts.percent(u.uptimePercent)}</strong> },
  { name: texts.columns.raw, width: 13, numeric: true, cell: u => texts.percent(u.rawPercent) },
  { name: texts.columns.outages, width: 9, numeric: true, cell: u => count(u.outages) },
  { name: texts.columns.outage, width: 11, numeric: true, cell: u => duration(u.outageSeconds) },
  { name: texts.columns.excluded, width: 11, numeric: true, cell: u => duration(u.excludedSeconds) },
  { name: texts.columns.verdict, width: 12, cell: u => (u.meets ? <Status kind="good" label={texts.meets} /> : <Status kind="bad" label={texts.misses} />) },
];

/** How much of the time each connector could be used, judged by the rules of a report. */
export function UptimePanel() {
  const { profile = "own" } = route.useSearch();
  const set = useSetFilter();
  const query = { ...usePeriod().query, profile, timeZone, limit: 500 };
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/uptime", { params: { query } }, paged));
  return (
    <Panel
      title={texts.title}
      aside={
        <Group gap="sm">
          <Select size="xs" w={170} aria-label={texts.profile} allowDeselect={false} data={profiles} value={profile} onChange={value => set("profile")(value ?? undefined)} />
        </Group>
      }
    >
      <Stack gap="xs">
        <Text size="xs" c="dimmed">
          {texts.hint[profile]}
        </Text>
        {error && <ProblemNote error={error} onRetry={refetch} />}
        <DataTable label={texts.title} columns={columns} rows={rows} idOf={u => `${u.start} ${u.chargePointId} ${u.connectorId}`} onEnd={onEnd} height="24rem" minWidth="52rem" empty={<Empty title={texts.none} />} />
      </Stack>
    </Panel>
  );
}
