import { Group, SegmentedControl, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { Chart, type Series } from "../../parts/charts/Chart";
import { energy } from "../../parts/format";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";
import { t } from "../../texts";
import { usePeriod, useSetFilter } from "./period";
import { useEnergy } from "./useEnergy";

const texts = t.analytics.energy;
const route = getRouteApi("/analytics");
const buckets = Object.entries(texts.buckets).map(([value, label]) => ({ value, label }));

export function EnergyPanel() {
  const { bucket = "day" } = route.useSearch();
  const set = useSetFilter();
  const read = useEnergy(usePeriod().query, bucket);
  const { data } = read;
  const sum = useMemo(() => data?.reduce((all, { energyWh }) => all + energyWh, 0), [data]);
  const series = useMemo((): Series[] => [{ name: texts.name, unit: "kWh", kind: "bar", points: data?.map(e => [Date.parse(e.start), e.energyWh / 1000] as const) ?? [] }], [data]);
  return (
    <Panel
      title={texts.title}
      aside={
        <Group gap="sm">
          {sum !== undefined && <Text size="sm">{texts.sum(energy(sum))}</Text>}
          <SegmentedControl size="xs" aria-label={texts.per} value={bucket} onChange={set("bucket")} data={buckets} />
        </Group>
      }
    >
      <Loaded read={read} height={260}>
        {() => <Chart label={texts.chart} series={series} />}
      </Loaded>
    </Panel>
  );
}
