import { Table } from "@mantine/core";
import type { Schemas } from "../../api/client";
import { words } from "../../parts/format";
import { money } from "../../parts/money";
import { Time } from "../../parts/Time";
import { t } from "../../texts";
import { volumeOf } from "./volume";

const texts = t.bills.periodColumns;

interface PeriodsProps {
  periods: readonly Schemas["ExplainedPeriod"][];
  currency: string;
}

/** Stretches in which the same prices applied, and what each of them came to: how much, times which price. */
export const Periods = ({ periods, currency }: PeriodsProps) => (
  <Table.ScrollContainer minWidth={420}>
    <Table fz="sm" aria-label={t.bills.periods}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{texts.from}</Table.Th>
          <Table.Th>{texts.to}</Table.Th>
          <Table.Th>{texts.counts}</Table.Th>
          <Table.Th ta="right">{texts.energy}</Table.Th>
          <Table.Th>{texts.prices}</Table.Th>
          <Table.Th ta="right">{texts.amount}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody className="number">
        {periods.map(({ start, end, counts, kwh, prices }) => (
          <Table.Tr key={start}>
            <Table.Td>
              <Time at={start} />
            </Table.Td>
            <Table.Td>
              <Time at={end} />
            </Table.Td>
            <Table.Td>{words(counts)}</Table.Td>
            <Table.Td ta="right">{t.bills.kwh(kwh)}</Table.Td>
            <Table.Td>{prices.map(line => t.bills.times(volumeOf(line), money(line.unitPrice, currency))).join(" + ") || t.none}</Table.Td>
            <Table.Td ta="right">{money(prices.reduce((sum, { exclVat }) => sum + exclVat, 0), currency)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);
