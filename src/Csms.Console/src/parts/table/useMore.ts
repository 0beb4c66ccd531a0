import { useMemo } from "react";

interface Paged<T> {
  data: { pages: readonly { items: readonly T[] }[] } | undefined;
  error: object | null | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

/** The rows of all pages read so far, and how a table asks for the next one. */
export function useMore<T>({ data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch }: Paged<T>) {
  const rows = useMemo(() => data?.pages.flatMap(page => page.items), [data]);
  return {
    rows,
    error,
    hasMore: hasNextPage,
    onEnd: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
    refetch: () => void refetch(),
  };
}
