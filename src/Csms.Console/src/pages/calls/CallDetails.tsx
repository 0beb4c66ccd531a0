import { Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, client } from "../../api/client";
import { CallOutcome } from "../../parts/calls/CallOutcome";
import { Facts } from "../../parts/Facts";
import { words } from "../../parts/format";
import { Json } from "../../parts/Json";
import { Loaded } from "../../parts/Loaded";
import { May } from "../../parts/May";
import { ProblemNote } from "../../parts/ProblemNote";
import { Time } from "../../parts/Time";
import { t } from "../../texts";

export function CallDetails({ callId, onClose }: { callId: string; onClose: () => void }) {
  const path = { params: { path: { callId } } };
  const call = api.useQuery("get", "/api/v1/calls/{callId}", path);
  const withdraw = useMutation({
    mutationFn: async () => {
      const { error } = await client.POST("/api/v1/calls/{callId}/cancel", path);
      if (error) throw error;
    },
  });
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={call.data && words(call.data.action)}>
      <Loaded read={call}>
        {data => (
          <Stack gap="sm">
            <Group justify="space-between">
              <CallOutcome call={data} />
              {data.status === "requested" && (
                <May do="send:commands">
                  <Button size="xs" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
                    {t.callsPage.withdraw}
                  </Button>
                </May>
              )}
            </Group>
            <Facts
              facts={[
                [t.columns.chargePoint, <Link to="/charge-points/$id" params={{ id: data.chargePointId }}>{data.chargePointId}</Link>],
                [t.columns.by, data.issuedBy],
                [t.columns.reason, data.reason],
                [t.columns.requested, <Time at={data.requestedAt} />],
                [t.callsPage.sent, data.sentAt && <Time at={data.sentAt} />],
                [t.callsPage.finished, data.finishedAt && <Time at={data.finishedAt} />],
                [t.callsPage.withdrawnBy, data.cancelledBy],
              ]}
            />
            {withdraw.error && <ProblemNote error={withdraw.error} />}
            <Part name={t.callsPage.payload} value={data.payload} />
            {data.response !== undefined && <Part name={t.callsPage.response} value={data.response} />}
            {data.error && <Part name={words(data.error.kind)} value={data.error} />}
          </Stack>
        )}
      </Loaded>
    </Drawer>
  );
}

const Part = ({ name, value }: { name: string; value: unknown }) => (
  <section>
    <Text size="sm" fw={600} component="h3" mb={4}>
      {name}
    </Text>
    <Json label={name} value={value} />
  </section>
);
