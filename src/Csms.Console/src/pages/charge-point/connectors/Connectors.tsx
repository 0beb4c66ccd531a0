import { SimpleGrid } from "@mantine/core";
import { api, type Schemas } from "../../../api/client";
import type { Calls } from "../../../parts/calls/CallResults";
import { Empty } from "../../../parts/Empty";
import { t } from "../../../texts";
import { ConnectorCard } from "./ConnectorCard";

export function Connectors({ chargePoint, calls }: { chargePoint: Schemas["ChargePoint"]; calls: Calls }) {
  const { data } = api.useQuery("get", "/api/v1/transactions", { params: { query: { chargePointId: chargePoint.id, status: "running" } } });
  if (!chargePoint.connectors?.length) return <Empty title={t.chargePoint.noConnectors}>{t.chargePoint.noConnectorsHint}</Empty>;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
      {chargePoint.connectors.map(connector => (
        <ConnectorCard key={connector.id} chargePointId={chargePoint.id} connector={connector} session={data?.items.find(s => s.connectorId === connector.id)} calls={calls} />
      ))}
    </SimpleGrid>
  );
}
