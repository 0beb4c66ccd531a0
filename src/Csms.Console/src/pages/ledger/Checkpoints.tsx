import { api, type Schemas } from "../../api/client";
import { count } from "../../parts/format";
import { Panel } from "../../parts/Panel";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { Time } from "../../parts/Time";
import { Empty } from "../../parts/Empty";
import { t } from "../../texts";

const SHOWN = 100;
const OFTEN = 3_000;
const texts = t.ledger;

const columns: readonly Column<Schemas["Checkpoint"]>[] = [
  { name: texts.size, width: 16, numeric: true, cell: c => count(c.size) },
  { name: texts.sealed, width: 24, cell: c => <Time at={c.sealedAt} /> },
  { name: texts.root, width: 60, cell: c => <code>{c.root}</code> },
];

export function Checkpoints() {
  const { data } = api.useQuery("get", "/api/v1/ledger/checkpoints", { params: { query: { limit: SHOWN } } }, { refetchInterval: OFTEN });
  return (
    <Panel title={texts.checkpoints}>
      <DataTable label={texts.checkpoints} columns={columns} rows={data?.items} idOf={c => String(c.size)} height="18rem" empty={<Empty title={t.none} />} />
    </Panel>
  );
}
