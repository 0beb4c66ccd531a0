import { UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { words } from "../../parts/format";
import { type Kind, Status } from "../../parts/Status";
import type { Column } from "../../parts/table/DataTable";
import { Time } from "../../parts/Time";
import { t } from "../../texts";
import { repairInWords } from "./repair";

type Row = Schemas["Anomaly"];
const texts = t.anomalies;
const severities: Record<Row["severity"], Kind> = { high: "bad", medium: "waiting", low: "off" };
const states: Record<Row["state"], Kind> = { open: "waiting", accepted: "good", overridden: "good", resolved: "off" };

export const placeOf = ({ chargePointId, connectorId }: Row) => (connectorId ? `${chargePointId} · ${connectorId}` : chargePointId);

export const SeverityStatus = ({ severity }: { severity: Row["severity"] }) => <Status kind={severities[severity]} label={texts.severities[severity] ?? severity} />;

export const StateStatus = ({ state }: { state: Row["state"] }) => <Status kind={states[state]} label={texts.states[state] ?? state} />;

export const columnsWith = (look: (anomaly: Row) => void): readonly Column<Row>[] => [
  { name: texts.columns.found, width: 13, cell: a => <Time at={a.detectedAt} /> },
  { name: texts.severity, width: 9, cell: a => <SeverityStatus severity={a.severity} /> },
  { name: texts.kind, width: 17, cell: a => <span title={texts.about[a.kind]}>{words(a.kind)}</span> },
  { name: t.columns.chargePoint, width: 13, cell: a => <Link to="/charge-points/$id" params={{ id: a.chargePointId }}>{placeOf(a)}</Link> },
  { name: t.columns.session, width: 8, cell: a => (a.transactionId == null ? t.none : <Link to="/sessions/$id" params={{ id: String(a.transactionId) }}>{a.transactionId}</Link>) },
  { name: texts.columns.suggestion, width: 18, cell: a => repairInWords(a.repair ?? a.suggestion) ?? t.none },
  { name: texts.state, width: 13, cell: a => <StateStatus state={a.state} /> },
  { name: texts.columns.by, width: 9, cell: a => a.decidedBy ?? t.none },
  { name: texts.columns.look, head: <span aria-hidden="true" />, width: "4rem", cell: a => <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.look(words(a.kind), placeOf(a))} onClick={() => look(a)}>{texts.columns.look}</UnstyledButton> },
];
