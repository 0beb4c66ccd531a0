/** For a glance: without cents once there are hundreds. */
export const wholeMoney = (amount: number, currency: string) =>
  new Intl.NumberFormat(undefined, { style: "currency", currency, ...(Math.abs(amount) >= 1000 && { maximumFractionDigits: 0 }) }).format(amount);

/** An amount in its currency; without one, as a number. */
export function money(amount: number | null | undefined, currency: string | null | undefined) {
  if (amount === null || amount === undefined) return "–";
  return currency ? new Intl.NumberFormat(undefined, { style: "currency", currency }).format(amount) : amount.toLocaleString(undefined, { minimumFractionDigits: 2 });
}
