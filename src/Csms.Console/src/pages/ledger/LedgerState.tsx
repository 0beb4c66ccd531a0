import { Text } from "@mantine/core";
import type { Schemas } from "../../api/client";
import { Facts } from "../../parts/Facts";
import { count } from "../../parts/format";
import { Panel } from "../../parts/Panel";
import { Status } from "../../parts/Status";
import { Since } from "../../parts/Time";
import { t } from "../../texts";

const texts = t.ledger;

export const LedgerState = ({ ledger: { origin, size, recorded, sealedAt, keyId, anchors } }: { ledger: Schemas["Ledger"] }) => (
  <Panel title={texts.state}>
    <Facts
      facts={[
        [texts.origin, origin],
        [texts.size, count(size)],
        [texts.recorded, count(recorded)],
        [texts.sealed, sealedAt && <Since at={sealedAt} />],
        [texts.key, <code>{keyId}</code>],
      ]}
    />
    <Text size="sm" fw={600} mt="sm" mb={4}>
      {texts.anchors}
    </Text>
    {anchors.length === 0 && (
      <Text size="sm" c="dimmed">
        {texts.noAnchors}
      </Text>
    )}
    {anchors.map(anchor => (
      <Text key={anchor.name} size="sm" component="div">
        <Status kind={anchor.failure ? "bad" : "good"} label={anchor.place} title={anchor.failure ?? undefined} /> {anchor.size != null && texts.anchored(count(anchor.size))}
      </Text>
    ))}
  </Panel>
);
