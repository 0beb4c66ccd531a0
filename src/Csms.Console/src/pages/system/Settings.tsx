import { Text } from "@mantine/core";
import { api, type Schemas } from "../../api/client";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";
import { Status } from "../../parts/Status";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { t } from "../../texts";

const texts = t.system.settings;

const columns: readonly Column<Schemas["Setting"]>[] = [
  { name: texts.name, width: 46, cell: s => s.name },
  { name: texts.value, width: 34, cell: s => s.value || t.none },
  { name: texts.state, width: 20, cell: s => <Status kind={s.isDefault ? "off" : "good"} label={s.isDefault ? texts.usual : texts.set} /> },
];

/** What the server works by: shown, and changed where it is started. */
export function Settings() {
  const read = api.useQuery("get", "/api/v1/system/settings", {});
  return (
    <Panel title={texts.title}>
      <Loaded read={read} height={200}>
        {({ settings }) => <DataTable label={texts.title} columns={columns} rows={settings} idOf={s => s.name} height="18rem" minWidth="30rem" empty={null} />}
      </Loaded>
      <Text size="xs" c="dimmed" mt="xs">
        {texts.hint}
      </Text>
    </Panel>
  );
}
