import { CloseButton, Group, Text } from "@mantine/core";
import { api } from "../../api/client";
import { t } from "../../texts";
import { words } from "../format";
import { ProblemNote } from "../ProblemNote";
import { Time } from "../Time";
import { CallOutcome } from "./CallOutcome";
import { outcomeOf } from "./outcome";

const ASK_AGAIN = 3_000;

/** A request that was made on this page: it says that something is done only when the charge point did. */
export function CallResult({ callId, showsChargePoint, onClose }: { callId: string; showsChargePoint?: boolean; onClose: () => void }) {
  // Live events bring news; asking now and then covers what they might miss while the connection is lost.
  const { data: call, error } = api.useQuery("get", "/api/v1/calls/{callId}", { params: { path: { callId } } }, {
    refetchInterval: query => (query.state.data && outcomeOf(query.state.data).settled ? false : ASK_AGAIN),
  });
  if (error) return <ProblemNote error={error} />;
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between" role="status">
      <Group gap="sm">
        <Text size="sm" fw={600}>
          {showsChargePoint && call ? `${call.chargePointId} · ` : ""}
          {call ? words(call.action) : "…"}
        </Text>
        {call && <CallOutcome call={call} />}
        {call && (
          <Text size="xs" c="dimmed" component="span">
            <Time at={call.finishedAt ?? call.requestedAt} />
          </Text>
        )}
      </Group>
      <CloseButton size="sm" aria-label={t.close} onClick={onClose} />
    </Group>
  );
}
