import { Table } from "@mantine/core";
import type { Schemas } from "../../api/client";
import { words } from "../../parts/format";
import { Time } from "../../parts/Time";
import { t } from "../../texts";

const texts = t.bills.periodColumns;

/** Stretches in which the same prices applied. */
export const Periods = ({ periods }: { periods: readonly Schemas["ExplainedPeriod"][] }) => (
  <Table fz="sm" aria-label={t.bills.periods}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{texts.from}</Table.Th>
        <Table.Th>{texts.to}</Table.Th>
        <Table.Th>{texts.counts}</Table.Th>
        <Table.Th ta="right">{texts.energy}</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody className="number">
      {periods.map(period => (
        <Table.Tr key={period.start}>
          <Table.Td>
            <Time at={period.start} />
          </Table.Td>
          <Table.Td>
            <Time at={period.end} />
          </Table.Td>
          <Table.Td>{words(period.counts)}</Table.Td>
          <Table.Td ta="right">{t.bills.kwh(period.kwh)}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
