import { api, type Schemas } from "../../../api/client";
import { words } from "../../../parts/format";
import { t } from "../../../texts";

export type HappeningKind = "event" | "frame" | "call";

export interface Happening {
  id: string;
  kind: HappeningKind;
  at: string;
  what: string;
}

const NEWEST = 200;
const BEHIND = 3_000;

/** The newest of each kind, merged; nothing before it is known what is in all of them. */
export function useHappenings(id: string): Happening[] | undefined {
  const stream = { path: { id: `charge-point-${id}` } };
  const { data: state } = api.useQuery("get", "/api/v1/streams/{id}/state", { params: stream });
  const after = Math.max(0, (state?.version ?? 0) - NEWEST);
  const { data: events } = api.useQuery("get", "/api/v1/streams/{id}/events", { params: { ...stream, query: { after, limit: NEWEST } } }, { enabled: state !== undefined, placeholderData: before => before });
  const { data: sessions } = api.useQuery("get", "/api/v1/transactions", { params: { query: { chargePointId: id, limit: NEWEST } } });
  const { data: calls } = api.useQuery("get", "/api/v1/charge-points/{id}/calls", { params: { path: { id }, query: { limit: NEWEST } } });
  const { data: frames } = api.useQuery("get", "/api/v1/journal", { params: { query: { chargePointId: id, limit: NEWEST } } }, { refetchInterval: BEHIND });
  if (!events || !calls || !frames || !sessions) return undefined;
  return [...events.items.map(ofEvent), ...sessions.items.flatMap(ofSession), ...calls.items.map(ofCall), ...frames.items.map(ofFrame)].sort((a, b) => (a.at < b.at ? 1 : -1));
}

function ofEvent({ id, type, timestamp, data }: Schemas["Event"]): Happening {
  const about = data as { connectorId?: number; status?: string; errorCode?: string; reason?: string; answer?: string };
  const details = [
    about.connectorId ? t.chargePoint.connector(about.connectorId) : undefined,
    about.status,
    about.errorCode === "NoError" ? undefined : about.errorCode,
    about.answer,
    about.reason,
  ].filter(Boolean);
  return { id, kind: "event", at: timestamp, what: [words(type), ...details.map(detail => words(String(detail)))].join(" · ") };
}

function ofSession({ streamId, transactionId, connectorId, startRecordedAt, stopRecordedAt, stopReason }: Schemas["Transaction"]): Happening[] {
  const name = `${t.commands.session(String(transactionId))} · ${t.chargePoint.connector(connectorId)}`;
  const start: Happening = { id: `${streamId} start`, kind: "event", at: startRecordedAt, what: `${name} · ${t.session.facts.started}` };
  return stopRecordedAt ? [start, { id: `${streamId} stop`, kind: "event", at: stopRecordedAt, what: [name, t.session.facts.stopped, stopReason && words(stopReason)].filter(Boolean).join(" · ") }] : [start];
}

const ofCall = ({ id, action, issuedBy, requestedAt }: Schemas["Call"]): Happening => ({ id, kind: "call", at: requestedAt, what: t.timeline.calls(words(action), issuedBy) });

const ofFrame = ({ id, at, direction, kind, action, outcome }: Schemas["JournalFrame"]): Happening => ({
  id: `frame ${id}`,
  kind: "frame",
  at,
  what: `${direction === "in" ? "→" : "←"} ${action ?? ""} ${kind} · ${t.log.outcomes[outcome] ?? outcome}`,
});
