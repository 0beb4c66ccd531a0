import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Schemas } from "./client";
import { followEvents, type LiveState } from "./events";
import { renewRows } from "./longLists";
import { position } from "./position";

const BREATH = 300;

/** Who looks at a fleet where something happens all the time takes a quarter of what the server gives at most; but is not left without news for long. */
const REST = 3;
const LONGEST_REST = 10_000;

/** Which reads an event makes stale, by the kind of its stream. A charge point's own reads are asked again only for events of that charge point. */
const touches: readonly (readonly [stream: string, paths: readonly string[]])[] = [
  ["charge-point-", ["/charge-points", "/overview", "/streams", "/jobs", "/system"]],
  ["charging-profiles-", ["/charge-points/{id}/charging-profiles", "/charge-points/{id}/composite-schedule"]],
  ["transaction-", ["/transactions", "/overview", "/streams"]],
  ["call-", ["/calls", "/charge-points/{id}/", "/jobs", "/reservations", "/streams"]],
  ["reservation-", ["/reservations", "/streams"]],
  ["token-", ["/tokens"]],
  ["bill-", ["/cdrs", "/transactions", "/overview"]],
  ["anomaly-", ["/anomalies", "/overview"]],
  ["assignment-", ["/tariff-assignments"]],
  ["tariff-", ["/tariffs"]],
  ["certificate-", ["/charge-points/{id}/certificates"]],
  ["file-", ["/files", "/firmware", "/jobs"]],
];

type Key = readonly [method: string, path: string, init?: { params?: { path?: Record<string, unknown>; query?: Record<string, unknown> } }];

function isTouched(key: Key, streamId: string) {
  const [method, path, init] = key;
  const entry = touches.find(([stream]) => streamId.startsWith(stream));
  if (method !== "get" || !entry || init?.params?.query?.at || init?.params?.query?.asOf) return false;
  const [stream, paths] = entry;
  const chargePoint = stream === "charge-point-" && path.startsWith("/api/v1/charge-points/{id}") ? init?.params?.path?.id : undefined;
  if (chargePoint !== undefined && streamId !== stream + String(chargePoint)) return false;
  return paths.some(part => path.startsWith("/api/v1" + part));
}

/** Gathers events for a moment, and begins anew only when all has been read: a storm asks every read once at a time. */
function refresher(queries: QueryClient) {
  let events: Schemas["Event"][] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const refresh = async () => {
    const changed = events;
    events = [];
    const began = performance.now();
    const streams = [...new Set(changed.map(({ streamId }) => streamId))];
    try {
      const renewed = await renewRows(queries, changed);
      await queries.invalidateQueries({ predicate: query => !renewed.has(query) && streams.some(stream => isTouched(query.queryKey as unknown as Key, stream)) });
    } finally {
      const rest = Math.min(Math.max(BREATH, REST * (performance.now() - began)), LONGEST_REST);
      timer = stopped ? undefined : setTimeout(goOn, rest);
    }
  };
  const goOn = () => {
    if (events.length > 0) void refresh();
    else timer = undefined;
  };
  return {
    add(event: Schemas["Event"]) {
      events.push(event);
      timer ??= setTimeout(refresh, BREATH);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Keeps what is shown as new as what is recorded; mounted once, by the shell. */
export function useLiveUpdates(): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => {
    const ending = new AbortController();
    const refresh = refresher(queries);
    void followEvents({
      signal: ending.signal,
      onState: setState,
      onEvent(event) {
        position.saw(event.sequence);
        refresh.add(event);
      },
    });
    return () => {
      ending.abort();
      refresh.stop();
    };
  }, [queries]);
  return state;
}
