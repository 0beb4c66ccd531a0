import { useNow } from "../../parts/useNow";

/** When today began, by the clock on the wall of whoever looks. */
export function useMidnight() {
  const day = new Date(useNow());
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}
