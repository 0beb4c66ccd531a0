import { Button, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { PlusIcon } from "@radix-ui/react-icons";
import { getRouteApi } from "@tanstack/react-router";
import { api, type Schemas } from "../../api/client";
import { paged } from "../../api/pages";
import { Empty } from "../../parts/Empty";
import { Choice, TextFilter } from "../../parts/Filter";
import { May } from "../../parts/May";
import { PageHead } from "../../parts/PageHead";
import { ProblemNote } from "../../parts/ProblemNote";
import { NamedStatus } from "../../parts/Status";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { useMore } from "../../parts/table/useMore";
import { Time } from "../../parts/Time";
import { t } from "../../texts";
import { AddToken } from "./AddToken";
import { TokenActions } from "./TokenActions";

type Row = Schemas["Token"];
const route = getRouteApi("/tokens");

const columns: readonly Column<Row>[] = [
  { name: t.columns.idTag, width: 22, cell: k => k.idTag ?? t.tokens.forgotten },
  { name: t.columns.status, width: 14, cell: k => <NamedStatus name={k.status} /> },
  { name: t.columns.parent, width: 18, cell: k => k.parentIdTag ?? t.none },
  { name: t.columns.expires, width: 16, cell: k => <Time at={k.expiryDate} /> },
  { name: t.tokens.columns.limit, width: 12, numeric: true, cell: k => k.maxConcurrentTransactions ?? t.none },
  { name: t.tokens.columns.registered, width: 18, cell: k => <Time at={k.registeredAt} /> },
  { name: t.chargePoint.actions.more, head: <span aria-hidden="true" />, width: "3.5rem", cell: k => <TokenActions token={k} /> },
];

export function TokensPage() {
  const { status, idTag } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: string) => (value: string | undefined) => void navigate({ search: before => ({ ...before, [name]: value }), replace: true });
  const [adding, { open, close }] = useDisclosure();
  const query = { limit: 200, ...(status && { status: status as Row["status"] }), ...(idTag && { idTag }) };
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/tokens", { params: { query } }, paged));
  return (
    <>
      <PageHead title={t.places.tokens}>
        <May do="change:tokens">
          <Button size="xs" leftSection={<PlusIcon />} onClick={open}>
            {t.tokens.add}
          </Button>
        </May>
      </PageHead>
      <Stack gap="sm">
        <Group>
          <May do="read:persons">
            <TextFilter label={t.tokens.find} value={idTag} onChange={set("idTag")} />
          </May>
          <Choice label={t.tokens.status} choices={t.tokens.statuses} value={status} onChange={set("status")} />
        </Group>
        {error && <ProblemNote error={error} onRetry={refetch} />}
        <DataTable label={t.places.tokens} columns={columns} rows={rows} idOf={k => k.tokenId} onEnd={onEnd} empty={status || idTag ? <Empty title={t.tokens.none} /> : <Empty title={t.tokens.noneYet}>{t.tokens.hint}</Empty>} />
      </Stack>
      {adding && <AddToken onClose={close} />}
    </>
  );
}
