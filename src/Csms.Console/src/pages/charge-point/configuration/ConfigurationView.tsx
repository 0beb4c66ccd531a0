import { Button, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, client, type Schemas } from "../../../api/client";
import { Empty } from "../../../parts/Empty";
import { TextFilter } from "../../../parts/Filter";
import { Loaded } from "../../../parts/Loaded";
import { May } from "../../../parts/May";
import { ProblemNote } from "../../../parts/ProblemNote";
import { Status } from "../../../parts/Status";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { ViewProps } from "../view";
import { ConfigurationHistory } from "./ConfigurationHistory";
import { DesireDialog } from "./DesireDialog";

type Key = Schemas["ConfigurationKey"];
const texts = t.configuration;

const columnsWith = (edit: (key: Key) => void): readonly Column<Key>[] => [
  { name: texts.columns.key, width: 32, cell: k => k.key },
  { name: texts.columns.value, width: 20, cell: k => <span title={k.value ?? undefined}>{k.value ?? t.none}</span> },
  { name: texts.columns.desired, width: 16, cell: k => k.desired?.value ?? t.none },
  { name: texts.columns.state, width: 16, cell: k => <KeyState of={k} /> },
  { name: texts.columns.since, width: 16, cell: k => <Time at={k.since} /> },
  { name: texts.columns.edit, width: "5.5rem", cell: k => !k.readOnly && <May do="change:charge-points"><UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.edit(k.key)} onClick={() => edit(k)}>{texts.columns.edit}</UnstyledButton></May> },
];

function KeyState({ of: { drifts, pending, readOnly, state } }: { of: Key }) {
  if (drifts) return <Status kind="bad" label={texts.states.drifts!} />;
  if (pending) return <Status kind="waiting" label={texts.states.pending!} title={pending.value} />;
  if (state !== "known") return <Status kind="off" label={texts.states[state] ?? state} />;
  return readOnly ? <Text size="sm" c="dimmed" span>{texts.states.readOnly}</Text> : null;
}

/** What it holds, what it should hold, and what came of the attempts. */
export function ConfigurationView({ id, calls }: ViewProps) {
  const configuration = api.useQuery("get", "/api/v1/charge-points/{id}/configuration", { params: { path: { id } } });
  const [search, setSearch] = useState("");
  const [editing, setEditing] = useState<Key>();
  const columns = useMemo(() => columnsWith(setEditing), []);
  const read = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.POST("/api/v1/charge-points/{id}/configuration/read", { params: { path: { id } }, body: {} });
      if (error) throw error;
      data.callIds.forEach(calls.follow);
    },
  });
  const apply = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.POST("/api/v1/charge-points/{id}/configuration/apply", { params: { path: { id } }, body: { insist: false } });
      if (error) throw error;
      data.keys.forEach(({ callId }) => callId && calls.follow(callId));
    },
  });
  const failure = read.error ?? apply.error;
  return (
    <Loaded read={configuration} height={300}>
      {({ drifting, keys }) => (
        <Stack gap="sm">
          <Group gap="xs">
            <Group mr="auto">
              <TextFilter label={texts.filter} value={search} onChange={text => setSearch(text ?? "")} />
              <Status kind={drifting > 0 ? "bad" : "good"} label={drifting > 0 ? texts.drifting(drifting) : texts.inOrder} />
            </Group>
            <May do="send:commands">
              <Button size="xs" variant="default" loading={read.isPending} onClick={() => read.mutate()}>
                {texts.read}
              </Button>
              <Button size="xs" disabled={drifting === 0} loading={apply.isPending} onClick={() => apply.mutate()}>
                {texts.apply}
              </Button>
            </May>
          </Group>
          {failure && <ProblemNote error={failure} />}
          <DataTable
            label={t.chargePoint.tabs.configuration}
            columns={columns}
            rows={keys.filter(({ key }) => key.toLowerCase().includes(search.toLowerCase()))}
            idOf={k => k.key}
            height="26rem"
            empty={<Empty title={texts.none}>{texts.hint}</Empty>}
          />
          <ConfigurationHistory id={id} />
          {editing && <DesireDialog id={id} keys={keys} edited={editing} onClose={() => setEditing(undefined)} />}
        </Stack>
      )}
    </Loaded>
  );
}
