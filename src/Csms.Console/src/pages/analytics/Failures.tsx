import { SimpleGrid } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { api, type Schemas } from "../../api/client";
import { Empty } from "../../parts/Empty";
import { count, duration, words } from "../../parts/format";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";
import { NamedStatus } from "../../parts/Status";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { t } from "../../texts";
import { usePeriod } from "./period";

const texts = t.analytics;

const kindOf = ({ vendor, model, firmware }: { vendor?: string | null; model?: string | null; firmware?: string | null }) => [vendor, model, firmware].filter(Boolean).join(" ") || t.none;

const sessionColumns: readonly Column<Schemas["SessionQuality"]>[] = [
  { name: texts.sessions.columns.kind, width: 40, cell: s => <span title={kindOf(s)}>{kindOf(s)}</span> },
  { name: texts.sessions.columns.sessions, width: 14, numeric: true, cell: s => count(s.sessions) },
  { name: texts.sessions.columns.success, width: 14, numeric: true, cell: s => texts.uptime.percent(s.successPercent) },
  { name: texts.sessions.columns.else, width: 32, cell: s => <Outcomes outcomes={s.outcomes} /> },
];

function Outcomes({ outcomes }: { outcomes: readonly Schemas["OutcomeCount"][] }) {
  const said = outcomes.filter(({ outcome }) => outcome !== "succeeded").map(({ outcome, sessions }) => `${words(outcome)}: ${count(sessions)}`);
  return <span title={said.join("\n")}>{said.join(", ") || t.none}</span>;
}

const errorColumns: readonly Column<Schemas["ErrorQuality"]>[] = [
  { name: texts.sessions.columns.kind, width: 40, cell: e => <span title={kindOf(e)}>{kindOf(e)}</span> },
  { name: texts.errors.columns.error, width: 32, cell: e => [words(e.errorCode), e.vendorErrorCode].filter(Boolean).join(" · ") },
  { name: texts.errors.columns.times, width: 12, numeric: true, cell: e => count(e.times) },
  { name: texts.errors.columns.lasted, width: 16, numeric: true, cell: e => duration(e.seconds) },
];

const repairColumns: readonly Column<Schemas["RepairQuality"]>[] = [
  { name: t.columns.chargePoint, width: 34, cell: r => <Link to="/charge-points/$id" params={{ id: r.chargePointId }}>{r.chargePointId}</Link> },
  { name: texts.repairs.columns.outages, width: 18, numeric: true, cell: r => count(r.outages) },
  { name: texts.repairs.columns.repair, width: 24, numeric: true, cell: r => duration(r.meanSecondsToRepair) },
  { name: texts.repairs.columns.between, width: 24, numeric: true, cell: r => duration(r.meanSecondsBetween) },
];

const callColumns: readonly Column<Schemas["CallQuality"]>[] = [
  { name: t.columns.action, width: 38, cell: c => words(c.action) },
  { name: t.columns.status, width: 22, cell: c => <NamedStatus name={c.status} /> },
  { name: texts.calls.columns.calls, width: 18, numeric: true, cell: c => count(c.calls) },
  { name: texts.calls.columns.mean, width: 22, numeric: true, cell: c => (c.meanSeconds == null ? t.none : texts.calls.seconds(c.meanSeconds)) },
];

interface GroupsProps<T> {
  texts: { title: string; none: string };
  read: { data: { items: T[] } | undefined; error: unknown; refetch: () => unknown };
  columns: readonly Column<T>[];
  idOf: (row: T) => string;
}

const Groups = <T,>({ texts: { title, none }, read, columns, idOf }: GroupsProps<T>) => (
  <Panel title={title}>
    <Loaded read={read} height={200}>
      {({ items }) => <DataTable label={title} columns={columns} rows={items} idOf={idOf} height="16rem" minWidth="30rem" empty={<Empty title={none} />} />}
    </Loaded>
  </Panel>
);

/** What goes wrong, how often and where. */
export function Failures() {
  const asked = { params: { query: usePeriod().query } };
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Groups texts={texts.sessions} read={api.useQuery("get", "/api/v1/quality/sessions", asked)} columns={sessionColumns} idOf={kindOf} />
      <Groups texts={texts.errors} read={api.useQuery("get", "/api/v1/quality/errors", asked)} columns={errorColumns} idOf={e => `${kindOf(e)} ${e.errorCode} ${e.vendorErrorCode}`} />
      <Groups texts={texts.repairs} read={api.useQuery("get", "/api/v1/quality/repairs", asked)} columns={repairColumns} idOf={r => r.chargePointId} />
      <Groups texts={texts.calls} read={api.useQuery("get", "/api/v1/quality/calls", asked)} columns={callColumns} idOf={c => `${c.action} ${c.status}`} />
    </SimpleGrid>
  );
}
