import type { Schemas } from "../../api/client";
import { energy, localTime } from "../../parts/format";
import { t } from "../../texts";

const texts = t.anomalies;

/** What a repair does, in words. */
export function repairInWords(repair: Schemas["AnomalyRepair"] | null | undefined) {
  if (!repair) return undefined;
  const billed = repair.energyWh == null ? texts.asMeasured : energy(repair.energyWh);
  switch (repair.action) {
    case "ignore":
      return texts.repairs.ignore();
    case "bill":
      return texts.repairs.bill(billed);
    case "close":
      return texts.repairs.close(billed, repair.stoppedAt ? localTime(repair.stoppedAt) : texts.lastReading);
    case "scale":
      return texts.repairs.scale(billed, String(repair.scale ?? ""));
    case "useStop":
      return texts.repairs.useStop(String(repair.transactionId ?? ""));
  }
}
