/** How a paged read is asked for its next page, and where its pages begin. */
export const paged = {
  pageParamName: "after",
  initialPageParam: null,
  getNextPageParam: (page: { next?: string | null }) => page.next ?? undefined,
} as const;
