import { Button, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { api, client, type Schemas } from "../../../api/client";
import { paged } from "../../../api/pages";
import { Empty } from "../../../parts/Empty";
import { words } from "../../../parts/format";
import { May } from "../../../parts/May";
import { ProblemNote } from "../../../parts/ProblemNote";
import { NamedStatus, Status } from "../../../parts/Status";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { useMore } from "../../../parts/table/useMore";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { ViewProps } from "../view";
import { FirmwareDialog } from "./FirmwareDialog";
import { JobFile } from "./JobFile";

type Job = Schemas["Job"];
const texts = t.files;

const columns: readonly Column<Job>[] = [
  { name: texts.columns.begun, width: 18, cell: j => <Time at={j.begunAt} /> },
  { name: texts.columns.kind, width: 18, cell: j => words(j.kind) },
  { name: texts.columns.state, width: 16, cell: j => (j.stale ? <Status kind="bad" label={texts.stale} title={words(j.state)} /> : <NamedStatus name={j.state} title={j.reason ?? undefined} />) },
  { name: texts.columns.statuses, width: 18, cell: j => j.statuses?.map(s => words(s.status)).at(-1) ?? t.none },
  { name: texts.columns.by, width: 14, cell: j => j.requestedBy ?? texts.itself },
  { name: texts.columns.file, width: 16, cell: j => (j.fileId ? <May do="read:contents"><JobFile fileId={j.fileId} name={j.fileName ?? j.fileId} /></May> : (j.fileName ?? t.none)) },
];

/** Firmware, diagnostics and logs: what was asked for, how far it has come, and the files. */
export function FilesView({ id, calls }: ViewProps) {
  const { rows, onEnd } = useMore(api.useInfiniteQuery("get", "/api/v1/jobs", { params: { query: { chargePointId: id, limit: 100 } } }, paged));
  const [updating, { open, close }] = useDisclosure();
  const upload = useMutation({
    mutationFn: async (what: "diagnostics" | "diagnosticsLog" | "securityLog") => {
      const params = { params: { path: { id } } };
      const { data, error } =
        what === "diagnostics"
          ? await client.POST("/api/v1/charge-points/{id}/diagnostics-jobs", { ...params, body: {} })
          : await client.POST("/api/v1/charge-points/{id}/log-jobs", { ...params, body: { logType: what } });
      if (error) throw error;
      calls.follow(data.id);
    },
  });
  return (
    <Stack gap="sm">
      <May do="send:commands">
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={open}>
            {texts.firmware}
          </Button>
          <Button size="xs" variant="default" onClick={() => upload.mutate("diagnostics")}>
            {texts.diagnostics}
          </Button>
          <Button size="xs" variant="default" onClick={() => upload.mutate("diagnosticsLog")}>
            {texts.log}
          </Button>
          <Button size="xs" variant="default" onClick={() => upload.mutate("securityLog")}>
            {texts.securityLog}
          </Button>
        </Group>
      </May>
      {upload.error && <ProblemNote error={upload.error} />}
      <DataTable label={t.chargePoint.tabs.files} columns={columns} rows={rows} onEnd={onEnd} idOf={j => j.id} height="30rem" empty={<Empty title={texts.none} />} />
      {updating && <FirmwareDialog id={id} onClose={close} onAsked={calls.follow} />}
    </Stack>
  );
}
