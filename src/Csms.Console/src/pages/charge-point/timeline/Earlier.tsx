import { Button, Group, SegmentedControl, Slider, Stack, Text } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api } from "../../../api/client";
import { ConnectionState, ConnectorStates } from "../../../parts/ChargePointState";
import { localTime } from "../../../parts/format";
import { Panel } from "../../../parts/Panel";
import { useNow } from "../../../parts/useNow";
import { t } from "../../../texts";

const MINUTE = 60_000;
const SETTLED = 150;
const MARKS = 4;
const route = getRouteApi("/charge-points/$id");

/** How far back the slider goes, in hours, and how far each of its steps, in minutes. */
const spans: Record<string, { hours: number; step: number }> = { day: { hours: 24, step: 1 }, week: { hours: 7 * 24, step: 5 }, month: { hours: 30 * 24, step: 30 } };

interface EarlierProps {
  id: string;
  at: string | undefined;
  /** Undefined is now. */
  onMove: (at: string | undefined) => void;
}

const minutesTo = (at: string | undefined) => (at ? Math.min(0, Math.round((Date.parse(at) - Date.now()) / MINUTE)) : 0);

/** The charge point as it was at an earlier moment; which one is in the address. */
export function Earlier({ id, at, onMove }: EarlierProps) {
  const { span = "day" } = route.useSearch();
  const navigate = route.useNavigate();
  const { hours, step } = spans[span] ?? spans.day!;
  const [minutes, setMinutes] = useState(() => minutesTo(at));
  const settle = useDebouncedCallback((value: number) => onMove(value === 0 ? undefined : new Date(Date.now() + value * MINUTE).toISOString()), SETTLED);
  // The address changes from elsewhere, too: a link, the back button.
  useEffect(() => setMinutes(minutesTo(at)), [at]);
  const now = useNow();
  const { data, error } = api.useQuery("get", "/api/v1/charge-points/{id}", { params: { path: { id }, query: at ? { at } : {} } }, { placeholderData: before => before });
  const moment = at && minutes === minutesTo(at) ? at : now + minutes * MINUTE;
  return (
    <Panel
      title={t.timeline.past}
      aside={
        <Group gap="sm">
          <Text size="sm" className="number">
            {minutes === 0 ? t.timeline.now : localTime(moment)}
          </Text>
          {at && (
            <Button size="compact-xs" variant="default" onClick={() => onMove(undefined)}>
              {t.timeline.toNow}
            </Button>
          )}
          <SegmentedControl
            size="xs"
            aria-label={t.timeline.span}
            value={span}
            onChange={value => void navigate({ search: before => ({ ...before, span: value }), replace: true })}
            data={Object.keys(spans).map(value => ({ value, label: t.timeline.spans[value] ?? value }))}
          />
        </Group>
      }
    >
      <Stack gap="xs">
        <Slider
          min={-hours * 60}
          max={0}
          step={step}
          value={Math.max(minutes, -hours * 60)}
          onChange={value => {
            setMinutes(value);
            settle(value);
          }}
          label={value => (value === 0 ? t.timeline.now : localTime(now + value * MINUTE))}
          thumbLabel={t.timeline.pastLabel}
          thumbProps={{ "aria-valuetext": minutes === 0 ? t.timeline.now : localTime(moment) }}
          marks={Array.from({ length: MARKS + 1 }, (_, i) => (hours * (MARKS - i)) / MARKS).map(h => ({ value: -h * 60, label: t.timeline.ago(h) }))}
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
