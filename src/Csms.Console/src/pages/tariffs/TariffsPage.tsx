import { Button, Group, Stack, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { PlusIcon } from "@radix-ui/react-icons";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, type Schemas } from "../../api/client";
import { paged } from "../../api/pages";
import { Empty } from "../../parts/Empty";
import { May } from "../../parts/May";
import { PageHead } from "../../parts/PageHead";
import { ProblemNote } from "../../parts/ProblemNote";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { useMore } from "../../parts/table/useMore";
import { Time } from "../../parts/Time";
import { t } from "../../texts";
import { Assignments } from "./Assignments";
import { type Document, pricesOf } from "./document";
import { Simulate } from "./Simulate";
import { TariffEditor } from "./TariffEditor";

type Row = Schemas["Tariff"];
interface Opened {
  what: "edit" | "simulate";
  tariff: Row;
}
const texts = t.tariffs;
const route = getRouteApi("/tariffs");

const columnsWith = (open: (opened: Opened) => void): readonly Column<Row>[] => [
  { name: texts.columns.id, width: 24, cell: k => k.tariffId },
  { name: texts.columns.version, width: 9, numeric: true, cell: k => k.version },
  { name: texts.columns.components, width: 35, cell: k => pricesOf(k.tariff as unknown as Document) },
  { name: texts.columns.from, width: 16, cell: k => <Time at={k.inForceFrom} /> },
  { name: texts.columns.until, width: 16, cell: k => <Time at={k.withdrawnFrom} /> },
  {
    name: texts.editAction,
    head: <span aria-hidden="true" />,
    width: "8rem",
    cell: tariff => (
      <Group gap="sm">
        <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.simulate(tariff.tariffId)} onClick={() => open({ what: "simulate", tariff })}>
          {texts.simulateAction}
        </UnstyledButton>
        <May do="change:tariffs">
          <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.edit(tariff.tariffId)} onClick={() => open({ what: "edit", tariff })}>
            {texts.editAction}
          </UnstyledButton>
        </May>
      </Group>
    ),
  },
];

export function TariffsPage() {
  const { edit, simulate } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useMemo(() => columnsWith(({ what, tariff }) => void navigate({ search: { [what]: tariff.tariffId } })), [navigate]);
  const [adding, { open: add, close: added }] = useDisclosure();
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/tariffs", { params: { query: { limit: 200 } } }, paged));
  const close = () => void navigate({ search: {} });
  const named = (id: string | undefined) => id && rows?.find(({ tariffId }) => tariffId === id);
  const [edited, simulated] = [named(edit), named(simulate)];
  return (
    <>
      <PageHead title={t.places.tariffs}>
        <May do="change:tariffs">
          <Button size="xs" leftSection={<PlusIcon />} onClick={add}>
            {texts.add}
          </Button>
        </May>
      </PageHead>
      <Stack gap="md">
        {error && <ProblemNote error={error} onRetry={refetch} />}
        <DataTable label={t.places.tariffs} columns={columns} rows={rows} idOf={k => k.tariffId} onEnd={onEnd} height="24rem" empty={<Empty title={texts.none}>{texts.hint}</Empty>} />
        <Assignments tariffIds={rows?.map(({ tariffId }) => tariffId) ?? []} />
      </Stack>
      {adding && <TariffEditor tariff={undefined} onClose={added} />}
      {edited && <TariffEditor tariff={edited} onClose={close} />}
      {simulated && <Simulate tariff={simulated} onClose={close} />}
    </>
  );
}
