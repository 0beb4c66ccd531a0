import { Group, Slider, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { api } from "../../../api/client";
import { ConnectionState, ConnectorStates } from "../../../parts/ChargePointState";
import { localTime } from "../../../parts/format";
import { Panel } from "../../../parts/Panel";
import { useNow } from "../../../parts/useNow";
import { t } from "../../../texts";

const HOURS = 24;
const MINUTE = 60_000;
const SETTLED = 150;

/** The charge point as it was at an earlier moment of the last day. */
export function Earlier({ id }: { id: string }) {
  const [minutes, setMinutes] = useState(0);
  const [settled] = useDebouncedValue(minutes, SETTLED);
  const now = useNow();
  // Held while the slider rests, so that the address of the read does not change with every tick of the clock.
  const at = useMemo(() => (settled === 0 ? undefined : new Date(Date.now() + settled * MINUTE).toISOString()), [settled]);
  const { data, error } = api.useQuery("get", "/api/v1/charge-points/{id}", { params: { path: { id }, query: at ? { at } : {} } }, { placeholderData: before => before });
  const moment = now + minutes * MINUTE;
  return (
    <Panel title={t.timeline.past} aside={<Text size="sm" className="number">{minutes === 0 ? t.timeline.now : localTime(moment)}</Text>}>
      <Stack gap="xs">
        <Slider
          min={-HOURS * 60}
          max={0}
          step={1}
          value={minutes}
          onChange={setMinutes}
          label={value => (value === 0 ? t.timeline.now : localTime(now + value * MINUTE))}
          thumbLabel={t.timeline.pastLabel}
          marks={[-24, -18, -12, -6, 0].map(h => ({ value: h * 60, label: t.timeline.hoursAgo(-h) }))}
          mb="lg"
          mx="lg"
        />
        {error ? (
          <Text size="sm">{t.timeline.notThere}</Text>
        ) : (
          data && (
            <Group gap="lg" role="status">
              <ConnectionState connection={data.connection} />
              <ConnectorStates connectors={data.connectors} stale={!data.connection?.connected} />
              {at && (
                <Text size="xs" c="dimmed">
                  {t.timeline.wasThen}
                </Text>
              )}
            </Group>
          )
        )}
      </Stack>
    </Panel>
  );
}
