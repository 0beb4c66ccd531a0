import type { Schemas } from "../../api/client";

export interface WeekHour {
  sessions: number;
  energyWh: number;
}

const HOUR = 3_600_000;
const HOURS = 24;
const WEEK = 7 * HOURS;

/** Monday is the first day. */
const hourOfWeek = (at: Date) => ((at.getDay() + 6) % 7) * HOURS + at.getHours();

/** Means over the weeks of a period, for each hour of the week by the clock on the wall; hours without a session count as well, those to come do not. */
export function meanWeek(hours: readonly Schemas["Energy"][], from: string, to: string): WeekHour[] {
  const times = new Array<number>(WEEK).fill(0);
  const until = Math.min(Date.parse(to), Date.now());
  // Nothing is known from before the first session.
  const first = hours[0] ? Math.max(Date.parse(from), Date.parse(hours[0].start)) : until;
  for (let at = first; at < until; at += HOUR) times[hourOfWeek(new Date(at))]! += 1;
  const week = Array.from({ length: WEEK }, (): WeekHour => ({ sessions: 0, energyWh: 0 }));
  for (const { start, sessions, energyWh } of hours) {
    const hour = hourOfWeek(new Date(start));
    const share = 1 / Math.max(1, times[hour]!);
    week[hour] = { sessions: week[hour]!.sessions + sessions * share, energyWh: week[hour]!.energyWh + energyWh * share };
  }
  return week;
}
