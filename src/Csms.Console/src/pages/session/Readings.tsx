import { Panel } from "../../parts/Panel";
import { Empty } from "../../parts/Empty";
import { words } from "../../parts/format";
import { useReadings } from "../../parts/SessionChart";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { Time } from "../../parts/Time";
import type { Schemas } from "../../api/client";
import { t } from "../../texts";

type Row = Schemas["MeterValue"];
const texts = t.session.columns;

const columns: readonly Column<Row>[] = [
  { name: texts.at, width: 24, cell: r => <Time at={r.timestamp} /> },
  { name: texts.measurand, width: 34, cell: r => r.measurand },
  { name: texts.phase, width: 10, cell: r => r.phase ?? t.none },
  { name: texts.value, width: 18, numeric: true, cell: r => `${r.value ?? r.text ?? t.none} ${r.unit}` },
  { name: texts.context, width: 18, cell: r => words(r.context.replace(".", " ").toLowerCase()) },
];

export function Readings({ transactionId }: { transactionId: number }) {
  const { readings } = useReadings(transactionId);
  return (
    <Panel title={t.session.readings}>
      <DataTable label={t.session.readings} columns={columns} rows={readings} idOf={r => `${r.timestamp} ${r.sequence} ${r.measurand} ${r.phase} ${r.context} ${r.location}`} height="20rem" minWidth="34rem" empty={<Empty title={t.chart.nothing} />} />
    </Panel>
  );
}
