import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Schemas } from "../../api/client";
import { t } from "../../texts";
import { duration, energy, words } from "../format";
import { NamedStatus, Status } from "../Status";
import { type Column, DataTable } from "../table/DataTable";
import { Running, Time } from "../Time";

type Row = Schemas["Transaction"];

const where: Column<Row> = {
  name: t.columns.chargePoint, width: 17,
  cell: s => <Link to="/charge-points/$id" params={{ id: s.chargePointId }}>{s.chargePointId} · {s.connectorId}</Link>,
};

const columns: readonly Column<Row>[] = [
  { name: t.columns.session, width: 9, cell: s => <Link to="/sessions/$id" params={{ id: String(s.transactionId) }} className="number">{s.transactionId}</Link> },
  { name: t.columns.status, width: 11, cell: s => <NamedStatus name={s.status} /> },
  where,
  { name: t.columns.token, width: 14, cell: s => s.idTag ?? t.none },
  { name: t.columns.started, width: 15, cell: s => <Time at={s.startedAt} /> },
  { name: t.columns.duration, width: 9, numeric: true, cell: s => (s.status === "running" ? <Running session={s} /> : s.durationSeconds == null ? t.none : duration(s.durationSeconds)) },
  { name: t.columns.energy, width: 9, numeric: true, cell: s => energy(s.energyWh) },
  { name: t.columns.reason, width: 9, cell: s => (s.stopReason ? words(s.stopReason) : t.none) },
  { name: t.columns.doubts, width: 12, cell: s => <Doubts doubts={s.anomalies ?? []} /> },
];

const Doubts = ({ doubts }: { doubts: readonly string[] }) =>
  doubts.length === 0 ? <>{t.none}</> : <Status kind="waiting" label={words(doubts[0]!) + (doubts.length > 1 ? ` +${doubts.length - 1}` : "")} title={doubts.map(words).join("\n")} />;

interface SessionsTableProps {
  rows: readonly Row[] | undefined;
  onEnd: (() => void) | undefined;
  empty: ReactNode;
  height?: string;
  withoutChargePoint?: boolean;
}

export const SessionsTable = ({ withoutChargePoint, ...table }: SessionsTableProps) => (
  <DataTable label={t.places.sessions} columns={withoutChargePoint ? columns.filter(c => c !== where) : columns} idOf={s => s.streamId ?? String(s.transactionId)} {...table} />
);
