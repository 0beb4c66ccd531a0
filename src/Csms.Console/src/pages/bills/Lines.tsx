import { Table } from "@mantine/core";
import type { Schemas } from "../../api/client";
import { money } from "../../parts/money";
import { t } from "../../texts";
import { volumeOf } from "./volume";

const texts = t.bills.lineColumns;

/** What each price component of the tariff came to. */
export const Lines = ({ lines, currency }: { lines: readonly Schemas["BilledLine"][]; currency: string }) => (
  <Table fz="sm" aria-label={t.bills.lines}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{texts.what}</Table.Th>
        <Table.Th ta="right">{texts.volume}</Table.Th>
        <Table.Th ta="right">{texts.price}</Table.Th>
        <Table.Th ta="right">{texts.vat}</Table.Th>
        <Table.Th ta="right">{texts.amount}</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody className="number">
      {lines.map((line, i) => (
        <Table.Tr key={i}>
          <Table.Td>{t.bills.dimensions[line.type]}</Table.Td>
          <Table.Td ta="right">{line.type === "FLAT" ? line.volume : volumeOf(line)}</Table.Td>
          <Table.Td ta="right">{money(line.unitPrice, currency)}</Table.Td>
          <Table.Td ta="right">{line.vat == null ? t.none : `${line.vat} %`}</Table.Td>
          <Table.Td ta="right">{money(line.exclVat, currency)}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
