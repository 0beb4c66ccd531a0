import { Button, Drawer, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { client, type Schemas } from "../../api/client";
import { Empty } from "../../parts/Empty";
import { Facts } from "../../parts/Facts";
import { money } from "../../parts/money";
import { ProblemNote } from "../../parts/ProblemNote";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { t } from "../../texts";

const DAY = 86_400_000;
const texts = t.tariffs.simulation;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);

const columnsIn = (currency: string): readonly Column<Schemas["BillDifference"]>[] => [
  { name: t.columns.session, width: 22, cell: b => <Link to="/sessions/$id" params={{ id: String(b.transactionId) }}>{b.transactionId}</Link> },
  { name: texts.billed, width: 26, numeric: true, cell: b => money(b.billed, b.currency) },
  { name: texts.simulated, width: 26, numeric: true, cell: b => money(b.simulated, currency) },
  { name: texts.difference, width: 26, numeric: true, cell: b => money(b.difference, currency) },
];

/** What past bills would have been by this tariff; nothing is changed. */
export function Simulate({ tariff: { tariffId, version }, onClose }: { tariff: Schemas["Tariff"]; onClose: () => void }) {
  const [from, setFrom] = useState(day(Date.now() - 7 * DAY));
  const [to, setTo] = useState(day(Date.now() + DAY));
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.POST("/api/v1/tariffs/{tariffId}/simulations", {
        params: { path: { tariffId } },
        body: { from: new Date(`${from}T00:00`).toISOString(), to: new Date(`${to}T00:00`).toISOString(), version },
      });
      if (error) throw error;
      return data;
    },
  });
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={t.tariffs.simulate(tariffId)}>
      <Stack gap="sm">
        <form
          onSubmit={event => {
            event.preventDefault();
            mutate();
          }}
        >
          <Group align="end">
            <TextInput type="date" label={texts.from} value={from} onChange={event => setFrom(event.currentTarget.value)} />
            <TextInput type="date" label={texts.to} value={to} onChange={event => setTo(event.currentTarget.value)} />
            <Button type="submit" loading={isPending}>
              {texts.go}
            </Button>
          </Group>
        </form>
        {error && <ProblemNote error={error} />}
        {data && (
          <>
            <Text size="sm" fw={600}>
              {texts.sum(data.sessions, data.changed)}
            </Text>
            <Facts
              facts={[
                [texts.billed, money(data.billed, data.currency)],
                [texts.simulated, money(data.simulated, data.currency)],
              ]}
            />
            <DataTable label={t.tariffs.simulate(tariffId)} columns={columnsIn(data.currency)} rows={data.bills} idOf={b => b.cdrId} height="60dvh" minWidth="24rem" empty={<Empty title={t.bills.none} />} />
          </>
        )}
      </Stack>
    </Drawer>
  );
}
