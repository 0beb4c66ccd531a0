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

interface Happenings {
  rows: Happening[] | undefined;
  /** There may be more before this moment. */
  from: string | undefined;
}

const NEWEST = 200;
const BEHIND = 3_000;

/** The newest up to a moment of each kind that is asked for, merged. They end where one of the kinds was not read any further. */
export function useHappenings(id: string, kinds: readonly HappeningKind[], at: string | undefined): Happenings {
  const [events, sessions, calls, frames] = [useEvents(id, at, kinds.includes("event")), useSessions(id, at, kinds.includes("event")), useCalls(id, at, kinds.includes("call")), useFrames(id, at, kinds.includes("frame"))];
  const read = [
    ...(kinds.includes("event") ? [events?.map(ofEvent), sessions?.flatMap(ofSession)] : []),
    ...(kinds.includes("call") ? [calls?.map(ofCall)] : []),
    ...(kinds.includes("frame") ? [frames?.map(ofFrame)] : []),
  ];
  if (read.some(rows => rows === undefined)) return { rows: undefined, from: undefined };
  const bounds = (read as Happening[][]).filter(rows => rows.length >= NEWEST).map(rows => rows.reduce((first, row) => (row.at < first ? row.at : first), rows[0]!.at));
  const from = bounds.length > 0 ? bounds.reduce((a, b) => (a > b ? a : b)) : undefined;
  const rows = (read as Happening[][]).flat().filter(row => (!at || row.at <= at) && (!from || row.at >= from));
  return { rows: rows.sort((a, b) => (a.at < b.at ? 1 : -1)), from };
}

const kept = { placeholderData: <T,>(before: T | undefined) => before };

function useEvents(id: string, at: string | undefined, enabled: boolean) {
  const params = { path: { id: `charge-point-${id}` }, query: { newestFirst: true, limit: NEWEST, ...(at && { asOf: at }) } };
  return api.useQuery("get", "/api/v1/streams/{id}/events", { params }, { enabled, ...kept }).data?.items;
}

function useSessions(chargePointId: string, at: string | undefined, enabled: boolean) {
  const { data } = api.useQuery("get", "/api/v1/transactions", { params: { query: { chargePointId, limit: NEWEST, ...(at && { to: at }) } } }, { enabled, ...kept });
  return data?.items;
}

function useCalls(id: string, at: string | undefined, enabled: boolean) {
  const { data } = api.useQuery("get", "/api/v1/charge-points/{id}/calls", { params: { path: { id }, query: { limit: NEWEST, ...(at && { to: at }) } } }, { enabled, ...kept });
  return data?.items;
}

function useFrames(chargePointId: string, at: string | undefined, enabled: boolean) {
  const { data } = api.useQuery("get", "/api/v1/journal", { params: { query: { chargePointId, limit: NEWEST, ...(at && { to: at }) } } }, { enabled, ...kept, refetchInterval: at ? false : BEHIND });
  return data?.items;
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
