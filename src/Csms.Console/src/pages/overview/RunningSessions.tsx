import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { api, type Schemas } from "../../api/client";
import { energy } from "../../parts/format";
import { Empty } from "../../parts/Empty";
import { Panel } from "../../parts/Panel";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { Running } from "../../parts/Time";
import { t } from "../../texts";

const SHOWN = 100;

const columns: readonly Column<Schemas["Transaction"]>[] = [
  { name: t.columns.session, width: 18, cell: s => <Link to="/sessions/$id" params={{ id: String(s.transactionId) }}>{s.transactionId}</Link> },
  { name: t.columns.chargePoint, width: 32, cell: s => <Link to="/charge-points/$id" params={{ id: s.chargePointId }}>{s.chargePointId} · {s.connectorId}</Link> },
  { name: t.columns.token, width: 22, cell: s => s.idTag ?? t.none },
  { name: t.columns.since, width: 14, numeric: true, cell: s => <Running session={s} /> },
  { name: t.columns.energy, width: 14, numeric: true, cell: s => energy(s.energyWh) },
];

export function RunningSessions() {
  const { data } = api.useQuery("get", "/api/v1/transactions", { params: { query: { status: "running", limit: SHOWN } } });
  return (
    <Panel title={t.overview.recent} aside={<Anchor size="sm" renderRoot={props => <Link to="/sessions" search={{}} {...props} />}>{t.overview.all}</Anchor>}>
      <DataTable label={t.overview.recent} columns={columns} rows={data?.items} idOf={s => String(s.transactionId)} height="32rem" minWidth="30rem" empty={<Empty title={t.overview.noSessions} />} />
    </Panel>
  );
}
