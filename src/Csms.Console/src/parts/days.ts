/** As an input of type date has it: by the calendar on the wall. */
export const wallDay = (at: number) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** When a day of an address begins; what is no day, as people may write it there, is none. */
export function midnight(day: string | undefined) {
  const at = new Date(`${day}T00:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
