import { UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { client, type Schemas } from "../api/client";
import { t } from "../texts";
import type { Calls } from "./calls/CallResults";
import { May } from "./May";
import { ProblemNote } from "./ProblemNote";
import { NamedStatus } from "./Status";
import { type Column, DataTable } from "./table/DataTable";
import { Time } from "./Time";

type Row = Schemas["Reservation"];
const texts = t.reservations.columns;
const cancellable = new Set<Row["status"]>(["reserved", "requested", "unknown"]);

const columnsWith = (cancel: (reservation: Row) => void): readonly Column<Row>[] => [
  { name: texts.id, width: 8, cell: r => r.reservationId },
  { name: texts.status, width: 14, cell: r => <NamedStatus name={r.status} title={r.answer ?? undefined} /> },
  { name: texts.where, width: 22, cell: r => <Link to="/charge-points/$id" params={{ id: r.chargePointId }}>{r.chargePointId} · {r.connectorId}</Link> },
  { name: texts.token, width: 16, cell: r => r.idTag ?? t.none },
  { name: texts.until, width: 18, cell: r => <Time at={r.expiryDate} /> },
  { name: texts.by, width: 14, cell: r => r.requestedBy },
  { name: texts.cancel, width: 8, cell: r => cancellable.has(r.status) && <May do="send:commands"><UnstyledButton fz="sm" c="var(--mantine-color-anchor)" onClick={() => cancel(r)}>{t.reservations.cancel}</UnstyledButton></May> },
];

interface ReservationsTableProps {
  rows: readonly Row[] | undefined;
  onEnd: (() => void) | undefined;
  calls: Calls;
  height?: string;
  empty: ReactNode;
}

export function ReservationsTable({ calls, ...table }: ReservationsTableProps) {
  const { mutate, error } = useMutation({
    mutationFn: async ({ id }: Row) => {
      const { data, error } = await client.DELETE("/api/v1/reservations/{id}", { params: { path: { id } } });
      if (error) throw error;
      calls.follow(data.id);
    },
  });
  const columns = useMemo(() => columnsWith(mutate), [mutate]);
  return (
    <>
      {error && <ProblemNote error={error} />}
      <DataTable label={t.places.reservations} columns={columns} idOf={r => r.id} {...table} />
    </>
  );
}
