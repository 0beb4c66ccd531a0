import { Group, SegmentedControl, Stack, UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, client, type Schemas } from "../../../api/client";
import { May } from "../../../parts/May";
import { Chart } from "../../../parts/charts/Chart";
import { Empty } from "../../../parts/Empty";
import { Loaded } from "../../../parts/Loaded";
import { Panel } from "../../../parts/Panel";
import { ProblemNote } from "../../../parts/ProblemNote";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { ViewProps } from "../view";
import { seriesOf } from "./schedules";

const DAY = 86_400;
const texts = t.profiles;

type Row = Schemas["ChargingProfile"];

const columnsWith = (clear: (profile: Row) => void): readonly Column<Row>[] => [
  { name: texts.columns.id, width: 12, cell: p => p.profileId },
  { name: texts.columns.purpose, width: 28, cell: p => p.purpose },
  { name: texts.columns.connector, width: 12, numeric: true, cell: p => p.connectorId },
  { name: texts.columns.stack, width: 12, numeric: true, cell: p => p.stackLevel },
  { name: texts.columns.kind, width: 14, cell: p => p.kind },
  { name: texts.columns.since, width: 16, cell: p => <Time at={p.installedAt} /> },
  { name: texts.columns.remove, width: "5rem", cell: p => <May do="send:commands"><UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.clearOne(p.profileId)} onClick={() => clear(p)}>{texts.clear}</UnstyledButton></May> },
];

/** What limits it: each profile as its steps, and what comes of all together. */
export function ProfilesView({ id, calls }: ViewProps) {
  const [connector, setConnector] = useState("0");
  const profiles = api.useQuery("get", "/api/v1/charge-points/{id}/charging-profiles", { params: { path: { id }, query: { status: "installed", limit: 200 } } });
  const chargePoint = api.useQuery("get", "/api/v1/charge-points/{id}", { params: { path: { id } } });
  const composite = api.useQuery("get", "/api/v1/charge-points/{id}/composite-schedule", { params: { path: { id }, query: { connectorId: Number(connector), duration: DAY, unit: "a" } } });
  const { mutate: clear, error } = useMutation({
    mutationFn: async (profile: Row) => {
      const { data, error } = await client.DELETE("/api/v1/charge-points/{id}/charging-profiles", { params: { path: { id }, query: { profileId: profile.profileId } } });
      if (error) throw error;
      calls.follow(data.id);
    },
  });
  const columns = useMemo(() => columnsWith(clear), [clear]);
  const places = ["0", ...(chargePoint.data?.connectors?.map(c => String(c.id)) ?? [])];
  return (
    <Loaded read={profiles} height={300}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={texts.none}>{texts.hint}</Empty>
        ) : (
          <Stack gap="sm">
            <Panel
              title={texts.composite}
              aside={
                <Group>
                  <SegmentedControl size="xs" aria-label={texts.of} value={connector} onChange={setConnector} data={places.map(value => ({ value, label: value === "0" ? texts.compositeAll : t.chargePoint.connector(Number(value)) }))} />
                </Group>
              }
            >
              <Loaded read={composite} height={260}>
                {schedule => <Chart label={texts.chart} series={seriesOf(items, schedule)} />}
              </Loaded>
            </Panel>
            {error && <ProblemNote error={error} />}
            <Panel title={texts.shown}>
              <DataTable label={texts.shown} columns={columns} rows={items} idOf={p => p.callId + p.connectorId} height="20rem" empty={null} />
            </Panel>
          </Stack>
        )
      }
    </Loaded>
  );
}
