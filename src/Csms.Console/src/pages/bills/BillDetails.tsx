import { Drawer, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { api, type Schemas } from "../../api/client";
import { Facts } from "../../parts/Facts";
import { words } from "../../parts/format";
import { Loaded } from "../../parts/Loaded";
import { May } from "../../parts/May";
import { money } from "../../parts/money";
import { t } from "../../texts";
import { Lines } from "./Lines";
import { Periods } from "./Periods";
import { Rule } from "./Rule";

const texts = t.bills.facts;

export const BillDetails = ({ cdr, onClose }: { cdr: Schemas["Cdr"]; onClose: () => void }) => (
  <Drawer opened onClose={onClose} position="right" size="xl" title={t.bills.bill(cdr.transactionId)}>
    <Stack gap="md">
      {cdr.state === "held" ? (
        <Text size="sm">
          {t.bills.held} {cdr.flags?.map(words).join(", ")}
        </Text>
      ) : (
        <Explanation cdrId={cdr.cdrId} />
      )}
      {(cdr.state === "held" || cdr.state === "issued") && (
        <May do="change:bills">
          <Rule cdr={cdr} />
        </May>
      )}
    </Stack>
  </Drawer>
);

function Explanation({ cdrId }: { cdrId: string }) {
  const explanation = api.useQuery("get", "/api/v1/cdrs/{cdrId}/explanation", { params: { path: { cdrId } } });
  return (
    <Loaded read={explanation} height={240}>
      {e => (
        <Stack gap="md">
          <Text fw={650} size="xl" className="number">
            {money(e.inclVat ?? e.exclVat, e.currency)}
            <Text span size="sm" c="dimmed" ml={8}>
              {e.inclVat == null ? t.bills.exclVat : `${t.bills.inclVat} · ${money(e.exclVat, e.currency)} ${t.bills.exclVat}`}
            </Text>
          </Text>
          <Lines lines={e.lines} currency={e.currency} />
          <Periods periods={e.periods} currency={e.currency} />
          <Facts
            facts={[
              [texts.tariff, `${e.tariffId} · ${e.tariffVersion}`],
              [texts.assigned, e.assignedBy && words(e.assignedBy)],
              [texts.exact, `${e.exactExclVat} ${e.currency}`],
              [texts.rounding, words(e.rounding)],
              [texts.engine, e.engineVersion],
              [texts.ruled, e.ruling?.by],
              [texts.reason, e.ruling?.reason],
              [texts.event, <Link to="/ledger" search={{ sequence: String(e.sequence) }}>{e.sequence}</Link>],
            ]}
          />
        </Stack>
      )}
    </Loaded>
  );
}
