import { api, type Schemas } from "../../../api/client";
import { paged } from "../../../api/pages";
import { Empty } from "../../../parts/Empty";
import { words } from "../../../parts/format";
import { Panel } from "../../../parts/Panel";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { useMore } from "../../../parts/table/useMore";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";

const texts = t.configuration.what;

const columns: readonly Column<Schemas["ConfigurationChange"]>[] = [
  { name: texts.at, width: 24, cell: c => <Time at={c.at} /> },
  { name: texts.key, width: 34, cell: c => c.key },
  { name: texts.what, width: 20, cell: c => words(c.what) },
  { name: texts.value, width: 22, cell: c => c.value ?? t.none },
];

export function ConfigurationHistory({ id }: { id: string }) {
  const { rows, onEnd } = useMore(api.useInfiniteQuery("get", "/api/v1/charge-points/{id}/configuration/history", { params: { path: { id }, query: { limit: 100 } } }, paged));
  return (
    <Panel title={t.configuration.history}>
      <DataTable label={t.configuration.history} columns={columns} rows={rows} onEnd={onEnd} idOf={c => `${c.sequence} ${c.key}`} height="18rem" empty={<Empty title={t.configuration.noHistory} />} />
    </Panel>
  );
}
