import { getRouteApi } from "@tanstack/react-router";
import { midnight, wallDay } from "../../parts/days";

const DAYS = 28;
const DAY = 86_400_000;
const route = getRouteApi("/analytics");


/** Whose midnights count: those of whoever looks. */
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the page is about: from the address, else the last four weeks. Whole days, so that the same is not asked for twice. */
export function usePeriod() {
  const { chargePointId, ...asked } = route.useSearch();
  const dayOr = (day: string | undefined, usual: number) => (day && midnight(day) ? day : wallDay(usual));
  const from = dayOr(asked.from, Date.now() - DAYS * DAY);
  const to = dayOr(asked.to, Date.now() + DAY);
  return { from, to, chargePointId, query: { from: midnight(from)!, to: midnight(to)!, ...(chargePointId && { chargePointId }) } };
}

export type Asked = ReturnType<typeof usePeriod>["query"];

export function useSetFilter() {
  const navigate = route.useNavigate();
  return (name: "from" | "to" | "chargePointId" | "bucket" | "profile") => (value: string | undefined) =>
    void navigate({ search: before => ({ ...before, [name]: value || undefined }), replace: true });
}
