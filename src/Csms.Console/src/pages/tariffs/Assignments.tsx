import { Stack, UnstyledButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, client, type Schemas } from "../../api/client";
import { paged } from "../../api/pages";
import { Empty } from "../../parts/Empty";
import { words } from "../../parts/format";
import { May } from "../../parts/May";
import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { useMore } from "../../parts/table/useMore";
import { Time } from "../../parts/Time";
import { offerUndo } from "../../parts/undo/undo";
import { t } from "../../texts";
import { Assign } from "./Assign";

type Row = Schemas["Assignment"];
const texts = t.tariffs.assignColumns;

const columnsWith = (remove: (assignment: Row) => void): readonly Column<Row>[] => [
  { name: texts.scope, width: 24, cell: a => t.tariffs.scopes[a.scope] ?? words(a.scope) },
  { name: texts.key, width: 30, cell: a => (a.scope === "chargePoint" && a.key ? <Link to="/charge-points/$id" params={{ id: a.key }}>{a.key}</Link> : a.key ?? t.none) },
  { name: texts.tariff, width: 22, cell: a => a.tariffId },
  { name: texts.since, width: 18, cell: a => <Time at={a.assignedFrom} /> },
  { name: texts.remove, head: <span aria-hidden="true" />, width: "6rem", cell: a => <May do="change:tariffs"><UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.removeOne(a.tariffId, a.key ?? t.tariffs.scopes[a.scope]!)} onClick={() => remove(a)}>{texts.remove}</UnstyledButton></May> },
];

async function putBack({ scope, key, tariffId }: Row) {
  const body = { body: { tariffId } };
  const { error } = key ? await client.PUT("/api/v1/tariff-assignments/{scope}/{key}", { params: { path: { scope, key } }, ...body }) : await client.PUT("/api/v1/tariff-assignments/default", body);
  if (error) throw error;
}

/** Which tariff applies where, the most specific first. */
export function Assignments({ tariffIds }: { tariffIds: readonly string[] }) {
  const queries = useQueryClient();
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/tariff-assignments", { params: { query: { limit: 200 } } }, paged));
  const renew = () => queries.invalidateQueries({ queryKey: ["get", "/api/v1/tariff-assignments"] });
  const remove = useMutation({
    mutationFn: async ({ scope, key }: Row) => {
      const { error } = key ? await client.DELETE("/api/v1/tariff-assignments/{scope}/{key}", { params: { path: { scope, key } } }) : await client.DELETE("/api/v1/tariff-assignments/default");
      if (error) throw error;
    },
    onSuccess: (_, gone) => {
      offerUndo(texts.removed(gone.tariffId), () => putBack(gone).then(renew));
      return renew();
    },
  });
  const columns = useMemo(() => columnsWith(remove.mutate), [remove.mutate]);
  return (
    <Panel title={t.tariffs.assignments}>
      <Stack gap="sm">
        <May do="change:tariffs">
          <Assign tariffIds={tariffIds} />
        </May>
        {error && <ProblemNote error={error} onRetry={refetch} />}
        {remove.error && <ProblemNote error={remove.error} />}
        <DataTable label={t.tariffs.assignments} columns={columns} rows={rows} idOf={a => `${a.scope} ${a.key}`} onEnd={onEnd} height="16rem" minWidth="38rem" empty={<Empty title={t.tariffs.noAssignments} />} />
      </Stack>
    </Panel>
  );
}
