import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { ConnectionState, ConnectorStates } from "../../parts/ChargePointState";
import { NamedStatus, Status } from "../../parts/Status";
import type { Column } from "../../parts/table/DataTable";
import type { Selection } from "../../parts/table/useSelection";
import { Since } from "../../parts/Time";
import { t } from "../../texts";

type Row = Schemas["ChargePoint"];

const selecting = (selection: Selection): Column<Row> => ({
  name: t.columns.select,
  head: <Checkbox size="xs" checked={selection.all} indeterminate={!selection.all && selection.ids.length > 0} onChange={selection.toggleAll} aria-label={t.columns.select} />,
  width: "2.6rem",
  cell: ({ id }) => <Checkbox size="xs" checked={selection.has(id)} onChange={() => selection.toggle(id)} aria-label={t.chargePoints.select(id)} />,
});

/** Without a selection for whoever may do nothing with it. */
export const columnsWith = (selection: Selection | undefined): readonly Column<Row>[] => [
  ...(selection ? [selecting(selection)] : []),
  { name: t.columns.chargePoint, width: 17, cell: ({ id }) => <Link to="/charge-points/$id" params={{ id }} className="number">{id}</Link> },
  { name: t.columns.connection, width: 13, cell: ({ connection }) => <ConnectionState connection={connection} /> },
  { name: t.columns.since, width: 9, numeric: true, cell: ({ connection }) => <Since at={connection?.connected ? connection.since : connection?.disconnectedAt} /> },
  { name: t.columns.connectors, width: 30, cell: ({ connectors, connection }) => <ConnectorStates connectors={connectors} stale={!connection?.connected} /> },
  { name: t.columns.model, width: 16, cell: ({ boot }) => (boot ? `${boot.vendor} ${boot.model}` : t.none) },
  { name: t.columns.firmware, width: 9, cell: ({ boot }) => boot?.firmwareVersion ?? t.none },
  { name: t.columns.registration, width: 10, cell: ({ registration }) => <Registration value={registration} /> },
];

/** Accepted is what nearly all are: it does not ask for attention. */
const Registration = ({ value }: { value: Row["registration"] }) =>
  value === "accepted" ? <NamedStatus name={value} /> : <Status kind={value === "pending" ? "waiting" : "blocked"} label={t.chargePoints.registrations[value] ?? value} />;
