import { Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../../api/client";
import type { Calls } from "../../../parts/calls/CallResults";
import { energy, words } from "../../../parts/format";
import { May } from "../../../parts/May";
import { Panel } from "../../../parts/Panel";
import { SessionChart } from "../../../parts/SessionChart";
import { NamedStatus } from "../../../parts/Status";
import { Running as RunningFor, Since } from "../../../parts/Time";
import { t } from "../../../texts";
import { ConnectorActions } from "./ConnectorActions";

interface ConnectorCardProps {
  chargePointId: string;
  connector: Schemas["Connector"];
  session: Schemas["Transaction"] | undefined;
  calls: Calls;
}

export const ConnectorCard = ({ chargePointId, connector, session, calls }: ConnectorCardProps) => (
  <Panel
    title={t.chargePoint.connector(connector.id)}
    aside={
      <Text size="sm" component="div">
        <NamedStatus name={connector.status} /> · <Since at={connector.since} />
      </Text>
    }
  >
    <Stack gap="sm">
      {connector.errorCode !== "NoError" && (
        <Text size="sm" fw={600} component="div">
          {[words(connector.errorCode), connector.info, connector.vendorErrorCode].filter(Boolean).join(" · ")}
        </Text>
      )}
      {session ? <Running session={session} /> : <Text size="sm" c="dimmed">{t.chargePoint.noSession}</Text>}
      <May do="send:commands">
        <ConnectorActions chargePointId={chargePointId} connectorId={connector.id} session={session} calls={calls} />
      </May>
    </Stack>
  </Panel>
);

const Running = ({ session }: { session: Schemas["Transaction"] }) => (
  <>
    <Group gap="md">
      <Text size="sm" component="div">
        <Link to="/sessions/$id" params={{ id: String(session.transactionId) }}>
          {t.commands.session(String(session.transactionId))}
        </Link>
      </Text>
      <Text size="sm" component="div">
        <RunningFor session={session} />
      </Text>
      <Text size="sm" fw={600} className="number">
        {energy(session.energyWh)}
      </Text>
      {session.idTag && <Text size="sm">{session.idTag}</Text>}
    </Group>
    <SessionChart transactionId={session.transactionId} height={150} />
  </>
);
