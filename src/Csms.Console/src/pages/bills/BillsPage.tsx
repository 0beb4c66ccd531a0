import { Group, Stack } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, type Schemas } from "../../api/client";
import { paged } from "../../api/pages";
import { Empty } from "../../parts/Empty";
import { Choice, TextFilter } from "../../parts/Filter";
import { PageHead } from "../../parts/PageHead";
import { ProblemNote } from "../../parts/ProblemNote";
import { DataTable } from "../../parts/table/DataTable";
import { useMore } from "../../parts/table/useMore";
import { t } from "../../texts";
import { BillDetails } from "./BillDetails";
import { columnsWith } from "./columns";
import { useBill } from "./useBill";

const route = getRouteApi("/bills");

/** Charge detail records, credits, and the sessions that wait for somebody to look at them. */
export function BillsPage() {
  const { state, chargePointId, tariffId, transactionId, bill, of } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: string) => (value: string | undefined) => void navigate({ search: before => ({ ...before, [name]: value }), replace: true });
  const query = { limit: 200, ...(state && { state: state as Schemas["CdrState"] }), ...(chargePointId && { chargePointId }), ...(tariffId && { tariffId }), ...(transactionId && { transactionId: Number(transactionId) }) };
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/cdrs", { params: { query } }, paged));
  const columns = useMemo(() => columnsWith(cdr => void navigate({ search: before => ({ ...before, bill: cdr.cdrId, of: String(cdr.transactionId) }) })), [navigate]);
  const opened = useBill(bill, of, rows);
  return (
    <>
      <PageHead title={t.places.bills} />
      <Stack gap="sm">
        <Group>
          <Choice label={t.bills.state} choices={t.bills.states} value={state} onChange={set("state")} />
          <TextFilter label={t.columns.chargePoint} value={chargePointId} onChange={set("chargePointId")} />
          <TextFilter label={t.bills.tariff} value={tariffId} onChange={set("tariffId")} />
          <TextFilter label={t.columns.session} value={transactionId} onChange={set("transactionId")} width={110} />
        </Group>
        {error && <ProblemNote error={error} onRetry={refetch} />}
        <DataTable
          label={t.places.bills}
          columns={columns}
          rows={rows}
          idOf={cdr => cdr.cdrId}
          onEnd={onEnd}
          empty={
            Object.keys(query).length > 1 ? (
              <Empty title={t.bills.none} />
            ) : (
              <Empty title={t.bills.noneYet}>
                {t.bills.hint} <Link to="/tariffs">{t.bills.toTariffs}</Link>
              </Empty>
            )
          }
        />
      </Stack>
      {opened && <BillDetails cdr={opened} onClose={() => void navigate({ search: before => ({ ...before, bill: undefined, of: undefined }), replace: true })} />}
    </>
  );
}
