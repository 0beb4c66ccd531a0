import { Stack, Text } from "@mantine/core";
import { api, type Schemas } from "../../api/client";
import { count } from "../../parts/format";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { May } from "../../parts/May";
import { PageHead } from "../../parts/PageHead";
import { Panel } from "../../parts/Panel";
import { Status } from "../../parts/Status";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { t } from "../../texts";
import { Journal } from "./Journal";
import { Rebuild } from "./Rebuild";
import { Settings } from "./Settings";

const OFTEN = 5_000;
const texts = t.system;

const projections: readonly Column<Schemas["Projection"]>[] = [
  { name: texts.columns.name, width: 34, cell: p => p.name },
  { name: texts.columns.version, width: 12, numeric: true, cell: p => p.version },
  { name: texts.columns.position, width: 22, numeric: true, cell: p => (p.position == null ? t.none : count(p.position)) },
  { name: texts.columns.state, width: 24, cell: p => <ProjectionState of={p} /> },
  { name: texts.rebuild, head: <span aria-hidden="true" />, width: "16rem", cell: p => <Rebuild projection={p} /> },
];

function ProjectionState({ of: { position, lag } }: { of: Schemas["Projection"] }) {
  if (position == null) return <Status kind="waiting" label={texts.filling} />;
  return lag > 0 ? <Status kind="waiting" label={texts.behind(count(lag))} /> : <Status kind="good" label={texts.current} />;
}

const nodes: readonly Column<Schemas["Node"]>[] = [
  { name: texts.columns.name, width: 70, cell: n => n.name },
  { name: texts.columns.chargePoints, width: 30, numeric: true, cell: n => count(n.chargePoints) },
];

export function SystemPage() {
  const system = api.useQuery("get", "/api/v1/system", {}, { refetchInterval: OFTEN });
  return (
    <Loaded read={system} height={400}>
      {data => (
        <Stack gap="md">
          <PageHead title={t.places.system} note={texts.recorded(count(data.recorded))} />
          <Panel title={texts.projections}>
            <DataTable label={texts.projections} columns={projections} rows={data.projections} idOf={p => p.name} height="22rem" minWidth="34rem" empty={null} />
            <Text size="xs" c="dimmed" mt="xs">
              {texts.rebuildHint}
            </Text>
          </Panel>
          <Panel title={texts.nodes}>
            <DataTable label={texts.nodes} columns={nodes} rows={data.nodes} idOf={n => n.name} height="12rem" minWidth="20rem" empty={<Empty title={texts.noNodes} />} />
          </Panel>
          <May do="read:journal">
            <Journal />
          </May>
          <May do="read:access">
            <Settings />
          </May>
        </Stack>
      )}
    </Loaded>
  );
}
