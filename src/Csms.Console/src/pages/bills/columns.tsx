import { UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { words } from "../../parts/format";
import { money } from "../../parts/money";
import { type Kind, Status } from "../../parts/Status";
import type { Column } from "../../parts/table/DataTable";
import { Time } from "../../parts/Time";
import { t } from "../../texts";

type Row = Schemas["Cdr"];
const texts = t.bills.columns;
const kinds: Record<string, Kind> = { held: "bad", issued: "good", credited: "blocked", credit: "blocked", nothing: "off" };

export const columnsWith = (explain: (cdr: Row) => void): readonly Column<Row>[] => [
  { name: texts.session, width: 9, cell: c => <Link to="/sessions/$id" params={{ id: String(c.transactionId) }}>{c.transactionId}</Link> },
  { name: texts.state, width: 13, cell: c => <Status kind={kinds[c.state] ?? "off"} label={t.bills.states[c.state] ?? c.state} /> },
  { name: texts.where, width: 16, cell: c => <Link to="/charge-points/$id" params={{ id: c.chargePointId }}>{c.chargePointId} · {c.connectorId}</Link> },
  { name: texts.started, width: 15, cell: c => <Time at={c.startedAt} /> },
  { name: texts.energy, width: 11, numeric: true, cell: c => (c.energyKwh == null ? t.none : t.bills.kwh(c.energyKwh)) },
  { name: texts.total, width: 11, numeric: true, cell: c => (c.freeOfCharge ? t.bills.free : money(c.totalInclVat ?? c.totalExclVat, c.currency)) },
  { name: texts.tariff, width: 12, cell: c => (c.tariffVersion === 0 ? t.none : c.tariffId) },
  { name: texts.doubts, width: 13, cell: c => <span title={c.flags?.map(words).join("\n")}>{c.flags?.length ? words(c.flags[0]!) : t.none}</span> },
  { name: texts.explain, width: "5rem", cell: c => <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={t.bills.explain(c.transactionId)} onClick={() => explain(c)}>{texts.explain}</UnstyledButton> },
];
