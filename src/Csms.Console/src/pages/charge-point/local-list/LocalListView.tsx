import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, client, type Schemas } from "../../../api/client";
import { Empty } from "../../../parts/Empty";
import { words } from "../../../parts/format";
import { Loaded } from "../../../parts/Loaded";
import { May } from "../../../parts/May";
import { ProblemNote } from "../../../parts/ProblemNote";
import { NamedStatus, Status } from "../../../parts/Status";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { ViewProps } from "../view";

const texts = t.localList;

const columns: readonly Column<Schemas["LocalListEntry"]>[] = [
  { name: t.columns.idTag, width: 40, cell: e => e.idTag ?? e.tokenId },
  { name: t.columns.status, width: 30, cell: e => <NamedStatus name={e.status ?? "unknown"} /> },
  { name: t.columns.expires, width: 30, cell: e => <Time at={e.expiryDate} /> },
];

export function LocalListView({ id, calls }: ViewProps) {
  const list = api.useQuery("get", "/api/v1/charge-points/{id}/local-list", { params: { path: { id } } });
  const send = useMutation({
    mutationFn: async (updateType: "differential" | "full" | undefined) => {
      const { data, error } = await client.POST("/api/v1/charge-points/{id}/local-list/send", { params: { path: { id } }, body: updateType ? { updateType } : {} });
      if (error) throw error;
      data.updates.forEach(({ callId }) => calls.follow(callId));
    },
  });
  return (
    <Loaded read={list} height={300}>
      {data => (
        <Stack gap="sm">
          <Group gap="xs">
            <Group mr="auto">
              <ListState list={data} />
              {data.updatedAt && (
                <span>
                  {texts.updated} <Time at={data.updatedAt} />
                </span>
              )}
            </Group>
            <May do="send:commands">
              <Button size="xs" variant="default" onClick={() => calls.ask({ chargePointId: id, action: "GetLocalListVersion", payload: {} })}>
                {texts.askVersion}
              </Button>
              <Button size="xs" variant="default" loading={send.isPending} onClick={() => send.mutate("full")}>
                {texts.full}
              </Button>
              <Button size="xs" loading={send.isPending} onClick={() => send.mutate(undefined)}>
                {texts.send}
              </Button>
            </May>
          </Group>
          {send.error && <ProblemNote error={send.error} />}
          <DataTable label={t.chargePoint.tabs.list} columns={columns} rows={data.entries ?? []} idOf={e => e.tokenId} height="30rem" minWidth="30rem" empty={<Empty title={texts.none}>{texts.hint}</Empty>} />
        </Stack>
      )}
    </Loaded>
  );
}

function ListState({ list: { supported, certain, doubt, version } }: { list: Schemas["LocalList"] }) {
  if (supported === false) return <Status kind="off" label={texts.unsupported} />;
  if (version == null) return <Status kind="waiting" label={texts.unknown} />;
  const named = `${texts.version} ${version}`;
  return certain ? <Status kind="good" label={`${named} · ${texts.certain}`} /> : <Status kind="waiting" label={`${named} · ${texts.doubtful}: ${words(doubt ?? "")}`} />;
}
