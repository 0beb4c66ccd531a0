import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { api } from "../../api/client";
import { useMay } from "../../api/session";
import { money } from "../../parts/money";
import { Panel } from "../../parts/Panel";
import { t } from "../../texts";
import { Lines } from "../bills/Lines";

/** What the session costs, while it runs and after. */
export function Cost({ transactionId }: { transactionId: number }) {
  const may = useMay();
  const { data } = api.useQuery("get", "/api/v1/transactions/{transactionId}/cost", { params: { path: { transactionId } } }, { enabled: may("read:bills") });
  if (!data) return null;
  return (
    <Panel
      title={t.bills.cost}
      aside={
        data.cdrId && (
          <Link to="/bills" search={{ bill: data.cdrId }}>
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
      {data.lines.length > 0 && <Lines lines={data.lines} currency={data.currency} />}
    </Panel>
  );
}
