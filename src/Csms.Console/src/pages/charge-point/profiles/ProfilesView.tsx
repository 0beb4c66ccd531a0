import { Button, Group, SegmentedControl, Stack, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, client, type Schemas } from "../../../api/client";
import { Chart } from "../../../parts/charts/Chart";
import { Empty } from "../../../parts/Empty";
import { Loaded } from "../../../parts/Loaded";
import { May } from "../../../parts/May";
import { Panel } from "../../../parts/Panel";
import { ProblemNote } from "../../../parts/ProblemNote";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { ViewProps } from "../view";
import { LimitDialog } from "./LimitDialog";
import { seriesOf } from "./schedules";

const DAY = 86_400;
const texts = t.profiles;
const route = getRouteApi("/charge-points/$id");

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
  const { connector = "0" } = route.useSearch();
  const navigate = route.useNavigate();
  const [limiting, { open, close }] = useDisclosure();
  const path = { path: { id } };
  const profiles = api.useQuery("get", "/api/v1/charge-points/{id}/charging-profiles", { params: { ...path, query: { status: "installed", limit: 200 } } });
  const chargePoint = api.useQuery("get", "/api/v1/charge-points/{id}", { params: path });
  const composite = api.useQuery("get", "/api/v1/charge-points/{id}/composite-schedule", { params: { ...path, query: { connectorId: Number(connector), duration: DAY, unit: "a" } } });
  const { mutate: clear, error } = useMutation({
    mutationFn: async (profile: Row) => {
      const { data, error } = await client.DELETE("/api/v1/charge-points/{id}/charging-profiles", { params: { ...path, query: { profileId: profile.profileId } } });
      if (error) throw error;
      calls.follow(data.id);
    },
  });
  const columns = useMemo(() => columnsWith(clear), [clear]);
  const connectors = chargePoint.data?.connectors?.map(c => c.id) ?? [];
  const series = useMemo(() => profiles.data && composite.data && seriesOf(profiles.data.items, composite.data), [profiles.data, composite.data]);
  return (
    <Stack gap="sm">
      <May do="send:commands">
        <Group justify="flex-end">
          <Button size="xs" onClick={open}>
            {texts.add}
          </Button>
        </Group>
      </May>
      {error && <ProblemNote error={error} />}
      <Loaded read={profiles} height={300}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={texts.none}>{texts.hint}</Empty>
          ) : (
            <>
              <Panel
                title={texts.composite}
                aside={
                  <SegmentedControl
                    size="xs"
                    aria-label={texts.of}
                    value={connector}
                    onChange={value => void navigate({ search: before => ({ ...before, connector: value }), replace: true })}
                    data={[0, ...connectors].map(n => ({ value: String(n), label: n === 0 ? texts.compositeAll : t.chargePoint.connector(n) }))}
                  />
                }
              >
                <Loaded read={{ ...composite, data: series }} height={260}>
                  {shown => <Chart label={texts.chart} series={shown} />}
                </Loaded>
              </Panel>
              <Panel title={texts.shown}>
                <DataTable label={texts.shown} columns={columns} rows={items} idOf={p => p.callId + p.connectorId} height="20rem" empty={null} />
              </Panel>
            </>
          )
        }
      </Loaded>
      {limiting && <LimitDialog id={id} connectors={connectors} onAsked={calls.follow} onClose={close} />}
    </Stack>
  );
}
