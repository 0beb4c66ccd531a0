import { QueryClient } from "@tanstack/react-query";
import { problemOf } from "../api/problem";

const FRESH = 10_000;
const ATTEMPTS = 3;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH,
      // A refusal stays one; what was not reached may be reached the next time.
      retry: (failures, error) => problemOf(error).code === "unreachable" && failures < ATTEMPTS,
    },
  },
});
