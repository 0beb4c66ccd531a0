import { UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { CallOutcome } from "../../parts/calls/CallOutcome";
import { words } from "../../parts/format";
import type { Column } from "../../parts/table/DataTable";
import { Time } from "../../parts/Time";
import { t } from "../../texts";

type Row = Schemas["Call"];

export const columnsWith = (open: (call: Row) => void): readonly Column<Row>[] => [
  { name: t.columns.requested, width: 15, cell: c => <Time at={c.requestedAt} /> },
  { name: t.columns.chargePoint, width: 16, cell: c => <Link to="/charge-points/$id" params={{ id: c.chargePointId }}>{c.chargePointId}</Link> },
  { name: t.columns.action, width: 19, cell: c => <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" onClick={() => open(c)}>{words(c.action)}</UnstyledButton> },
  { name: t.columns.fate, width: 28, cell: c => <CallOutcome call={c} /> },
  { name: t.columns.by, width: 11, cell: c => c.issuedBy },
  { name: t.columns.reason, width: 11, cell: c => c.reason ?? t.none },
];
