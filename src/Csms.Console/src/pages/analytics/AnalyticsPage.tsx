import { Group, Stack, TextInput } from "@mantine/core";
import { TextFilter } from "../../parts/Filter";
import { PageHead } from "../../parts/PageHead";
import { t } from "../../texts";
import { EnergyPanel } from "./EnergyPanel";
import { Exports } from "./Exports";
import { Failures } from "./Failures";
import { HeatMap } from "./HeatMap";
import { usePeriod, useSetFilter } from "./period";
import { UptimePanel } from "./UptimePanel";

const texts = t.analytics;

/** What was, over weeks: how much, when, how reliably, and what went wrong. */
export function AnalyticsPage() {
  const { from, to, chargePointId } = usePeriod();
  const set = useSetFilter();
  return (
    <>
      <PageHead title={t.places.analytics}>
        <Exports />
      </PageHead>
      <Stack gap="md">
        <Group>
          <TextInput type="date" aria-label={texts.from} value={from} onChange={event => set("from")(event.currentTarget.value)} />
          <TextInput type="date" aria-label={texts.to} value={to} onChange={event => set("to")(event.currentTarget.value)} />
          <TextFilter label={texts.chargePoint} value={chargePointId} onChange={set("chargePointId")} />
        </Group>
        <EnergyPanel />
        <HeatMap />
        <UptimePanel />
        <Failures />
      </Stack>
    </>
  );
}
