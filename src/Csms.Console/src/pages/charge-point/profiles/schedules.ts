import type { Schemas } from "../../../api/client";
import type { Series } from "../../../parts/charts/Chart";
import { t } from "../../../texts";

interface Period {
  startPeriod: number;
  limit?: number | null;
}

/** A charging profile as the record has it, as far as a chart needs it. */
interface Profile {
  kind: "Absolute" | "Recurring" | "Relative";
  recurrency?: "Daily" | "Weekly";
  schedule: { unit: "A" | "W"; duration?: number; startSchedule?: string; periods: readonly Period[] };
}

const VOLTS = 230;
const PHASES = 3;
const DAY = 86_400_000;
const spans = { Daily: DAY, Weekly: 7 * DAY };

/** Steps from a beginning to an end; beyond the last nothing is limited. */
function steps(periods: readonly Period[], from: number, until: number, factor: number): [number, number | null][] {
  const points = periods.map(({ startPeriod, limit }): [number, number | null] => [from + startPeriod * 1000, limit == null ? null : limit * factor]).filter(([at]) => at < until);
  const last = points.at(-1);
  return last ? [...points, [until, last[1]]] : [];
}

function profileSteps(profile: Profile, start: number, end: number) {
  const { unit, duration, startSchedule, periods } = profile.schedule;
  const factor = unit === "W" ? 1 / (VOLTS * PHASES) : 1;
  const declared = startSchedule ? Date.parse(startSchedule) : start;
  if (profile.kind !== "Recurring") return steps(periods, declared, Math.min(duration ? declared + duration * 1000 : end, end), factor);
  const span = spans[profile.recurrency ?? "Daily"];
  const points: [number, number | null][] = [];
  for (let from = declared + Math.floor((start - declared) / span) * span; from < end; from += span)
    points.push(...steps(periods, from, Math.min(from + (duration ? duration * 1000 : span), end), factor));
  return points;
}

/** In amperes per phase: the profiles dashed, what comes of them as the filled line. */
export function seriesOf(profiles: readonly Schemas["ChargingProfile"][], composite: Schemas["CompositeSchedule"]): Series[] {
  const start = Date.parse(composite.start);
  const end = start + composite.duration * 1000;
  const own = profiles
    .filter(({ connectorId }) => connectorId === composite.connectorId || connectorId === 0)
    .map(({ profileId, purpose, profile }): Series => ({ name: `${profileId} ${purpose}`, unit: "A", kind: "step", dashed: true, points: profileSteps(profile as Profile, start, end).filter(([at]) => at >= start - DAY) }));
  return [{ name: t.profiles.compositeName, unit: "A", kind: "step", stack: "composite", points: steps(composite.periods, start, end, 1) }, ...own];
}
