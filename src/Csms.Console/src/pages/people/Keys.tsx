import { Button, Stack, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { PlusIcon } from "@radix-ui/react-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, client, type Schemas } from "../../api/client";
import { paged } from "../../api/pages";
import { Confirm } from "../../parts/Confirm";
import { Empty } from "../../parts/Empty";
import { May } from "../../parts/May";
import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";
import { Status } from "../../parts/Status";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { useMore } from "../../parts/table/useMore";
import { Time } from "../../parts/Time";
import { t } from "../../texts";
import { NewKey } from "./NewKey";

type Row = Schemas["ApiKey"];
const texts = t.people.keys;

const columnsWith = (revoke: (key: Row) => void): readonly Column<Row>[] => [
  { name: texts.columns.name, width: 26, cell: k => k.name },
  { name: t.people.users.columns.role, width: 20, cell: k => <span title={k.scopes?.join("\n")}>{k.scopes ? texts.narrowed(t.people.roles[k.role]) : t.people.roles[k.role]}</span> },
  { name: t.people.users.columns.state, width: 18, cell: k => (k.revokedAt ? <Status kind="blocked" label={texts.revoked} /> : <Status kind="good" label={texts.valid} />) },
  { name: texts.columns.used, width: 18, cell: k => <Time at={k.lastUsedAt} /> },
  { name: t.columns.expires, width: 18, cell: k => <Time at={k.expiresAt} /> },
  { name: texts.revoke, head: <span aria-hidden="true" />, width: "5.5rem", cell: k => !k.revokedAt && <May do="manage:keys"><UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.revokeOne(k.name)} onClick={() => revoke(k)}>{texts.revoke}</UnstyledButton></May> },
];

export function Keys() {
  const queries = useQueryClient();
  const [adding, { open, close }] = useDisclosure();
  const [revoking, setRevoking] = useState<Row>();
  const columns = useMemo(() => columnsWith(setRevoking), []);
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/api-keys", { params: { query: { limit: 200 } } }, paged));
  const revoke = useMutation({
    mutationFn: async (keyId: string) => {
      const { error } = await client.DELETE("/api/v1/api-keys/{keyId}", { params: { path: { keyId } } });
      if (error) throw error;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", "/api/v1/api-keys"] }),
  });
  return (
    <Panel
      title={texts.title}
      aside={
        <May do="manage:keys">
          <Button size="xs" leftSection={<PlusIcon />} onClick={open}>
            {texts.add}
          </Button>
        </May>
      }
    >
      <Stack gap="sm">
        {error && <ProblemNote error={error} onRetry={refetch} />}
        {revoke.error && <ProblemNote error={revoke.error} />}
        <DataTable label={texts.title} columns={columns} rows={rows} idOf={k => k.id} onEnd={onEnd} height="22rem" minWidth="36rem" empty={<Empty title={texts.none} />} />
      </Stack>
      {adding && <NewKey onClose={close} />}
      {revoking && (
        <Confirm opened title={texts.revokeOne(revoking.name)} word={revoking.name} action={texts.revoke} onClose={() => setRevoking(undefined)} onConfirm={() => revoke.mutate(revoking.id)}>
          {texts.revokeText}
        </Confirm>
      )}
    </Panel>
  );
}
