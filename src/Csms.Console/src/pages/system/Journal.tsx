import { Link } from "@tanstack/react-router";
import { api, type Schemas } from "../../api/client";
import { Empty } from "../../parts/Empty";
import { Panel } from "../../parts/Panel";
import { Status } from "../../parts/Status";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { Time } from "../../parts/Time";
import { t } from "../../texts";

const NEWEST = 100;
const OFTEN = 3_000;
const texts = t.log.columns;

const columns: readonly Column<Schemas["JournalFrame"]>[] = [
  { name: texts.at, width: 20, cell: f => <Time at={f.at} /> },
  { name: t.columns.chargePoint, width: 22, cell: f => f.chargePointId && <Link to="/charge-points/$id" params={{ id: f.chargePointId }} search={{ tab: "log" }}>{f.chargePointId}</Link> },
  { name: texts.action, width: 30, cell: f => `${f.direction === "in" ? "→" : "←"} ${f.action ?? ""} ${f.kind}` },
  { name: texts.outcome, width: 18, cell: f => <Status kind={f.outcome === "ok" || f.outcome === "accepted" ? "good" : "bad"} label={t.log.outcomes[f.outcome] ?? f.outcome} /> },
  { name: texts.size, width: 10, numeric: true, cell: f => f.size },
];

export function Journal() {
  const { data } = api.useQuery("get", "/api/v1/journal", { params: { query: { limit: NEWEST } } }, { refetchInterval: OFTEN });
  return (
    <Panel title={t.system.journal}>
      <DataTable label={t.system.journal} columns={columns} rows={data?.items} idOf={f => String(f.id)} height="18rem" empty={<Empty title={t.log.none} />} />
    </Panel>
  );
}
