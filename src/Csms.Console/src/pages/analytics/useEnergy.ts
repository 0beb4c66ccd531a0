import { useEffect } from "react";
import { api } from "../../api/client";
import { paged } from "../../api/pages";
import { useMore } from "../../parts/table/useMore";
import { type Asked, timeZone } from "./period";

const PAGE = 1000;

/** Energy in pieces of time, page by page until all of it is there. */
export function useEnergy(query: Asked, bucket: string) {
  const { rows, error, hasMore, onEnd, refetch } = useMore(
    api.useInfiniteQuery("get", "/api/v1/energy", { params: { query: { ...query, bucket, timeZone, limit: PAGE } } }, paged),
  );
  useEffect(() => onEnd?.(), [onEnd]);
  return { data: hasMore ? undefined : rows, error, refetch };
}
