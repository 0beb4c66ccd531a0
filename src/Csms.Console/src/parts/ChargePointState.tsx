import type { Schemas } from "../api/client";
import { t } from "../texts";
import { words } from "./format";
import { NamedStatus, Status } from "./Status";
import classes from "./ChargePointState.module.css";

/** Whether it is there. */
export function ConnectionState({ connection }: { connection: Schemas["Connection"] | null | undefined }) {
  if (!connection) return <Status kind="off" label={t.chargePoints.neverConnected} />;
  return connection.connected ? (
    <Status kind="good" label={t.chargePoints.connected.true!} />
  ) : (
    <Status kind="off" label={t.chargePoints.connected.false!} title={words(connection.disconnectReason ?? "")} />
  );
}

/** The connectors beside each other, what is wrong as the error it reports. Stale is what was said before the connection ended. */
export const ConnectorStates = ({ connectors, stale }: { connectors: readonly Schemas["Connector"][] | null | undefined; stale: boolean }) => (
  <span className={classes.connectors} data-stale={stale || undefined}>
    {connectors?.map(({ id, status, errorCode, info }) => (
      <span key={id}>
        <small>{id}</small> <NamedStatus name={status} title={errorCode === "NoError" ? undefined : [words(errorCode), info].filter(Boolean).join(": ")} />
      </span>
    ))}
  </span>
);
