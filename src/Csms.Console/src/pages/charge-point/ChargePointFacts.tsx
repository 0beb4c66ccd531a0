import { SimpleGrid } from "@mantine/core";
import type { Schemas } from "../../api/client";
import { Facts } from "../../parts/Facts";
import { words } from "../../parts/format";
import { Since, Time } from "../../parts/Time";
import { t } from "../../texts";

const texts = t.chargePoint.facts;

export function ChargePointFacts({ chargePoint: { boot, connection, ...it } }: { chargePoint: Schemas["ChargePoint"] }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" verticalSpacing={4}>
      <Facts
        facts={[
          [texts.model, boot && `${boot.vendor} ${boot.model}`],
          [texts.serial, boot?.chargePointSerialNumber ?? boot?.chargeBoxSerialNumber],
          [texts.firmware, boot?.firmwareVersion],
        ]}
      />
      <Facts
        facts={[
          [texts.connectedFor, connection?.connected && <Since at={connection.since} />],
          [texts.offlineFor, connection && !connection.connected && <Since at={connection.disconnectedAt} />],
          [texts.why, connection?.disconnectReason && words(connection.disconnectReason)],
          [texts.lastSeen, connection?.lastSeenAt && <Time at={connection.lastSeenAt} />],
          [texts.booted, boot && <Time at={boot.at} />],
        ]}
      />
      <Facts
        facts={[
          [texts.profile, t.chargePoints.profiles[String(it.securityProfile)]],
          [texts.checking, it.messageChecking],
          [texts.automation, it.automation?.map(words).join(", ")],
          [texts.registered, <Time at={it.registeredAt} />],
        ]}
      />
    </SimpleGrid>
  );
}
