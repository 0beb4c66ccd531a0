import { Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { api, type Schemas } from "../../api/client";
import { useMay } from "../../api/session";
import { money } from "../../parts/money";
import { Panel } from "../../parts/Panel";
import { t } from "../../texts";
import { Lines } from "../bills/Lines";
import { Periods } from "../bills/Periods";

/** What the session costs, while it runs and after; once it is billed, period by period. */
export function Cost({ transactionId }: { transactionId: number }) {
  const may = useMay();
  const { data } = api.useQuery("get", "/api/v1/transactions/{transactionId}/cost", { params: { path: { transactionId } } }, { enabled: may("read:bills") });
  if (!data) return null;
  return (
    <Panel
      title={t.bills.cost}
      aside={
        data.cdrId && (
          <Link to="/bills" search={{ bill: data.cdrId, of: String(transactionId) }}>
            {t.bills.columns.explain}
          </Link>
        )
      }
    >
      <Text fw={650} size="xl" className="number" mb="xs">
        {data.tariffVersion === 0 ? t.bills.free : money(data.inclVat ?? data.exclVat, data.currency)}
        <Text span size="sm" c="dimmed" ml={8}>
          {t.bills.costStates[data.state] ?? data.state}
        </Text>
      </Text>
      <Stack gap="sm">
        {data.lines.length > 0 && <Lines lines={data.lines} currency={data.currency} />}
        {data.state === "issued" && data.cdrId && <ByPeriod cost={data} cdrId={data.cdrId} />}
      </Stack>
    </Panel>
  );
}

function ByPeriod({ cost, cdrId }: { cost: Schemas["Cost"]; cdrId: string }) {
  const { data } = api.useQuery("get", "/api/v1/cdrs/{cdrId}/explanation", { params: { path: { cdrId } } });
  return data && data.periods.length > 0 ? <Periods periods={data.periods} currency={cost.currency} /> : null;
}
