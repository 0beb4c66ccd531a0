import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { Facts } from "../../parts/Facts";
import { count, duration, energy, words } from "../../parts/format";
import { Panel } from "../../parts/Panel";
import { Running, Time } from "../../parts/Time";
import { t } from "../../texts";

const texts = t.session.facts;
const NOTABLE = 60;

export function SessionFacts({ session: s }: { session: Schemas["Transaction"] }) {
  const late = (Date.parse(s.startRecordedAt) - Date.parse(s.startedAt)) / 1000;
  return (
    <Panel title={t.commands.session(String(s.transactionId))}>
      <Facts
        facts={[
          [texts.where, <Link to="/charge-points/$id" params={{ id: s.chargePointId }}>{s.chargePointId} · {s.connectorId}</Link>],
          [texts.token, s.idTag],
          [texts.authorization, words(s.authorization)],
          [texts.started, <Time at={s.startedAt} />],
          [texts.stopped, s.stoppedAt && <Time at={s.stoppedAt} />],
          [texts.duration, s.durationSeconds == null ? s.status === "running" && <Running session={s} /> : duration(s.durationSeconds)],
          [texts.energy, <strong>{energy(s.energyWh)}</strong>],
          [texts.meter, t.session.registers(count(s.meterStart), s.meterStop == null ? "…" : count(s.meterStop))],
          [texts.reason, s.stopReason && words(s.stopReason)],
          [texts.reservation, s.reservationId],
          [texts.told, late > NOTABLE && duration(late)],
          [texts.doubts, s.anomalies?.map(words).join(", ")],
        ]}
      />
    </Panel>
  );
}
