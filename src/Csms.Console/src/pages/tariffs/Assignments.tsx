import { Button, Group, Select, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
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
import { t } from "../../texts";

type Row = Schemas["Assignment"];
const texts = t.tariffs.assignColumns;

const columns: readonly Column<Row>[] = [
  { name: texts.scope, width: 26, cell: a => t.tariffs.scopes[a.scope] ?? words(a.scope) },
  { name: texts.key, width: 30, cell: a => a.key ?? t.none },
  { name: texts.tariff, width: 24, cell: a => a.tariffId },
  { name: texts.since, width: 20, cell: a => <Time at={a.assignedFrom} /> },
];

/** Which tariff applies where, the most specific first. */
export function Assignments({ tariffIds }: { tariffIds: readonly string[] }) {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const { rows, onEnd } = useMore(api.useInfiniteQuery("get", "/api/v1/tariff-assignments", { params: { query: { limit: 200 } } }, paged));
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (tariffId: string) => {
      const { error } = await client.PUT("/api/v1/tariff-assignments/default", { body: { tariffId } });
      if (error) throw error;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", "/api/v1/tariff-assignments"] }),
  });
  return (
    <Panel
      title={t.tariffs.assignments}
      aside={
        <May do="change:tariffs">
          <Group gap="xs">
            <Select size="xs" w={200} aria-label={texts.tariff} placeholder={texts.tariff} data={[...tariffIds]} value={chosen} onChange={setChosen} />
            <Button size="xs" variant="default" disabled={!chosen} loading={isPending} onClick={() => chosen && mutate(chosen)}>
              {t.tariffs.assignDefault}
            </Button>
          </Group>
        </May>
      }
    >
      <Stack gap="sm">
        {error && <ProblemNote error={error} />}
        <DataTable label={t.tariffs.assignments} columns={columns} rows={rows} idOf={a => `${a.scope} ${a.key}`} onEnd={onEnd} height="16rem" minWidth="30rem" empty={<Empty title={t.tariffs.noAssignments} />} />
      </Stack>
    </Panel>
  );
}
