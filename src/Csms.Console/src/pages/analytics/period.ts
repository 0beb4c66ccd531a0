import { getRouteApi } from "@tanstack/react-router";

const DAYS = 28;
const DAY = 86_400_000;
const route = getRouteApi("/analytics");

/** As an input of type date has it: by the calendar on the wall. */
const wallDay = (at: number) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
const midnight = (day: string) => new Date(`${day}T00:00`).toISOString();

/** Whose midnights count: those of whoever looks. */
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the page is about: from the address, else the last four weeks. Whole days, so that the same is not asked for twice. */
export function usePeriod() {
  const { from = wallDay(Date.now() - DAYS * DAY), to = wallDay(Date.now() + DAY), chargePointId } = route.useSearch();
  return { from, to, chargePointId, query: { from: midnight(from), to: midnight(to), ...(chargePointId && { chargePointId }) } };
}

export type Asked = ReturnType<typeof usePeriod>["query"];

export function useSetFilter() {
  const navigate = route.useNavigate();
  return (name: "from" | "to" | "chargePointId" | "bucket" | "profile") => (value: string | undefined) =>
    void navigate({ search: before => ({ ...before, [name]: value || undefined }), replace: true });
}
