import { Button, Stack, UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, client, type Schemas } from "../../../api/client";
import { paged } from "../../../api/pages";
import { Confirm } from "../../../parts/Confirm";
import { Empty } from "../../../parts/Empty";
import { May } from "../../../parts/May";
import { Panel } from "../../../parts/Panel";
import { ProblemNote } from "../../../parts/ProblemNote";
import { type Kind, Status } from "../../../parts/Status";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { useMore } from "../../../parts/table/useMore";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { ViewProps } from "../view";

type Row = Schemas["Certificate"];
const texts = t.security;
const kinds: Record<string, Kind> = { accepted: "good", issued: "waiting", failed: "bad", rejected: "bad", revoked: "blocked" };
const revocable = new Set(["issued", "accepted"]);

const columnsWith = (revoke: (certificate: Row) => void): readonly Column<Row>[] => [
  { name: texts.columns.serial, width: 30, cell: c => <code>{c.serialNumber ?? t.none}</code> },
  { name: texts.columns.state, width: 18, cell: c => <Status kind={kinds[c.state] ?? "off"} label={texts.states[c.state] ?? c.state} /> },
  { name: texts.columns.subject, width: 30, cell: c => c.subject ?? t.none },
  { name: texts.columns.until, width: 22, cell: c => <Time at={c.notAfter} /> },
  { name: texts.revoke, head: <span aria-hidden="true" />, width: "5.5rem", cell: c => revocable.has(c.state) && <May do="change:charge-points"><UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.revokeOne(c.serialNumber ?? "")} onClick={() => revoke(c)}>{texts.revoke}</UnstyledButton></May> },
];

export function Certificates({ id, calls }: ViewProps) {
  const [revoking, setRevoking] = useState<Row>();
  const columns = useMemo(() => columnsWith(setRevoking), []);
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/charge-points/{id}/certificates", { params: { path: { id }, query: { limit: 100 } } }, paged));
  const revoke = useMutation({
    mutationFn: async (certificateId: string) => {
      const { error } = await client.POST("/api/v1/certificates/{certificateId}/revoke", { params: { path: { certificateId } } });
      if (error) throw error;
      refetch();
    },
  });
  return (
    <Panel
      title={texts.certificates}
      aside={
        <May do="send:commands">
          <Button size="xs" variant="default" onClick={() => calls.ask({ chargePointId: id, action: "ExtendedTriggerMessage", payload: { requestedMessage: "SignChargePointCertificate" } })}>
            {texts.renew}
          </Button>
        </May>
      }
    >
      <Stack gap="sm">
        {error && <ProblemNote error={error} onRetry={refetch} />}
        {revoke.error && <ProblemNote error={revoke.error} />}
        <DataTable label={texts.certificates} columns={columns} rows={rows} idOf={c => c.id} onEnd={onEnd} height="16rem" minWidth="36rem" empty={<Empty title={texts.noCertificates} />} />
      </Stack>
      {revoking && (
        <Confirm opened title={texts.revokeOne(revoking.serialNumber ?? "")} word={id} action={texts.revoke} onClose={() => setRevoking(undefined)} onConfirm={() => revoke.mutate(revoking.id)}>
          {texts.revokeText}
        </Confirm>
      )}
    </Panel>
  );
}
