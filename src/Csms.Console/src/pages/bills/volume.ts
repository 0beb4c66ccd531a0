import type { Schemas } from "../../api/client";
import { t } from "../../texts";

const units = { ENERGY: "kWh", TIME: "h", PARKING_TIME: "h", FLAT: "" };

/** How much of it there was, with its unit; a flat price has none. */
export function volumeOf({ type, volume }: Schemas["BilledLine"]) {
  const amount = volume.toLocaleString(undefined, { maximumFractionDigits: 3 });
  return type === "FLAT" ? t.bills.dimensions.FLAT : `${amount} ${units[type]}`;
}
