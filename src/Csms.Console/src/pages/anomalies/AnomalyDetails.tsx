import { Drawer, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { Facts } from "../../parts/Facts";
import { energy, words } from "../../parts/format";
import { Loaded } from "../../parts/Loaded";
import { May } from "../../parts/May";
import { Time } from "../../parts/Time";
import { t } from "../../texts";
import { placeOf, SeverityStatus, StateStatus } from "./columns";
import { Decide } from "./Decide";
import { repairInWords } from "./repair";
import { useAnomaly } from "./useAnomaly";

const texts = t.anomalies;

export function AnomalyDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const read = useAnomaly(id);
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={read.data && words(read.data.anomaly.kind)}>
      <Loaded read={read} height={240}>
        {({ anomaly, version }) => (
          <Stack gap="md">
            <StateStatus state={anomaly.state} />
            <Text size="sm">{texts.about[anomaly.kind]}</Text>
            <About anomaly={anomaly} />
            {anomaly.state === "open" && (
              <May do="change:bills">
                <Decide anomaly={anomaly} version={version} />
              </May>
            )}
          </Stack>
        )}
      </Loaded>
    </Drawer>
  );
}

const About = ({ anomaly: a }: { anomaly: Schemas["Anomaly"] }) => (
  <Facts
    facts={[
      [texts.facts.severity, <SeverityStatus severity={a.severity} />],
      [texts.facts.where, <Link to="/charge-points/$id" params={{ id: a.chargePointId }}>{placeOf(a)}</Link>],
      [texts.facts.session, a.transactionId != null && <Link to="/sessions/$id" params={{ id: String(a.transactionId) }}>{a.transactionId}</Link>],
      [texts.facts.found, <Time at={a.detectedAt} />],
      [texts.facts.noticed, a.flags.map(flag => words(flag.toLowerCase())).join(", ")],
      [texts.facts.energy, a.energyWh != null && energy(a.energyWh)],
      [texts.facts.call, a.callId && <Link to="/calls" search={{ chargePointId: a.chargePointId, call: a.callId }}>{t.places.calls}</Link>],
      [texts.facts.event, <Link to="/ledger" search={{ sequence: String(a.source) }}>{a.source}</Link>],
      [texts.facts.suggestion, repairInWords(a.suggestion) ?? texts.nothing],
      [texts.facts.done, repairInWords(a.repair)],
      [texts.facts.by, a.decidedBy],
      [texts.facts.reason, a.reason],
      [texts.facts.ended, a.endedAt && <Time at={a.endedAt} />],
      [texts.toBill, a.cdrId && a.state !== "open" && <Link to="/bills" search={{ bill: a.cdrId, of: a.transactionId == null ? undefined : String(a.transactionId) }}>{t.places.bills}</Link>],
    ]}
  />
);
