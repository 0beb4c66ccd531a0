import type { InfiniteData, Query, QueryClient } from "@tanstack/react-query";
import { client, type Schemas } from "./client";

type Row = Schemas["ChargePoint"];
type Rows = InfiniteData<{ items: Row[] }>;

const list = "/api/v1/charge-points";
const stream = "charge-point-";
const MOST_ROWS = 40;

// Whoever comes, goes or is decided about may change which rows a list has; everything else changes only the row.
const changesTheList = new Set(["charge_point_registered", "charge_point_removed", "charge_point_settings_changed"]);

const isLong = (query: Query) => query.queryKey[1] === list && ((query.state.data as Rows | undefined)?.pages?.length ?? 0) > 1;

const chargePointOf = ({ streamId }: Schemas["Event"]) => streamId.slice(stream.length);

/**
 * A list of thousands, page by page, is not read anew for every event: the charge points that something happened to are read, and their rows replaced.
 * Tells which queries that was enough for.
 */
export async function renewRows(queries: QueryClient, events: readonly Schemas["Event"][]): Promise<ReadonlySet<Query>> {
  const lists = queries.getQueryCache().findAll({ type: "active", predicate: isLong });
  const changed = events.filter(({ streamId }) => streamId.startsWith(stream));
  const ids = [...new Set(changed.map(chargePointOf))];
  if (lists.length === 0 || ids.length > MOST_ROWS || changed.some(({ type }) => changesTheList.has(type))) return new Set();
  const rows = new Map<string, Row>();
  await Promise.all(
    ids.map(async id => {
      const { data } = await client.GET("/api/v1/charge-points/{id}", { params: { path: { id } } });
      if (data) rows.set(id, data);
    }),
  );
  for (const { queryKey } of lists)
    queries.setQueryData<Rows>(queryKey, before => before && { ...before, pages: before.pages.map(page => ({ ...page, items: page.items.map(row => rows.get(row.id) ?? row) })) });
  return new Set(lists);
}
