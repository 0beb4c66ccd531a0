const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const finest = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const count = (value: number) => whole.format(value);

export const energy = (wattHours: number | null | undefined) =>
  wattHours === null || wattHours === undefined
    ? "–"
    : wattHours >= 1e7
      ? `${fine.format(wattHours / 1e6)} MWh`
      : `${(wattHours < 1e4 ? finest : fine).format(wattHours / 1e3)} kWh`;

export const power = (watts: number | null | undefined) =>
  watts === null || watts === undefined ? "–" : watts >= 1e6 ? `${finest.format(watts / 1e6)} MW` : `${fine.format(watts / 1e3)} kW`;

/** Two units at most: what matters of a duration is how long about. */
export function duration(seconds: number) {
  const s = Math.max(0, Math.round(seconds));
  if (s < MINUTE) return `${s} s`;
  if (s < HOUR) return `${Math.floor(s / MINUTE)} min`;
  if (s < DAY) return `${Math.floor(s / HOUR)} h ${Math.floor((s % HOUR) / MINUTE)} min`;
  return `${Math.floor(s / DAY)} d ${Math.floor((s % DAY) / HOUR)} h`;
}

export const localTime = (at: string | number) => moment.format(new Date(at));

export const localTimeOfDay = (at: string | number) => timeOfDay.format(new Date(at));

export const isToday = (at: string) => new Date(at).toDateString() === new Date().toDateString();

/** `ConnectorLockFailure`, `call_answered` and `lostAnswer` as people write them. */
export function words(name: string) {
  const spaced = name.replace(/_/g, " ").replace(/([a-z0-9])([A-Z])/g, "$1 $2");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).replace(/ ([A-Z])(?=[a-z])/g, (_, letter: string) => ` ${letter.toLowerCase()}`);
}
