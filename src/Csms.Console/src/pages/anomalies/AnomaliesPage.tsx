import { Group, Stack, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { api } from "../../api/client";
import { paged } from "../../api/pages";
import { midnight } from "../../parts/days";
import { Empty } from "../../parts/Empty";
import { Choice, TextFilter } from "../../parts/Filter";
import { words } from "../../parts/format";
import { PageHead } from "../../parts/PageHead";
import { ProblemNote } from "../../parts/ProblemNote";
import { DataTable } from "../../parts/table/DataTable";
import { useMore } from "../../parts/table/useMore";
import { t } from "../../texts";
import { AnomalyDetails } from "./AnomalyDetails";
import { columnsWith } from "./columns";

const route = getRouteApi("/anomalies");
const texts = t.anomalies;
const kinds = Object.fromEntries(Object.keys(texts.about).map(kind => [kind, words(kind)]));

/** What is doubtful in the record, and what would put it right. */
export function AnomaliesPage() {
  const { anomaly, from, to, transactionId, ...rest } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: string) => (value: string | undefined) => void navigate({ search: before => ({ ...before, [name]: value || undefined }), replace: true });
  const query = { ...rest, limit: 200, ...(transactionId && { transactionId: Number(transactionId) }), ...(from && { from: midnight(from) }), ...(to && { to: midnight(to) }) };
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/anomalies", { params: { query } }, paged));
  const columns = useMemo(() => columnsWith(({ id }) => void navigate({ search: before => ({ ...before, anomaly: id }) })), [navigate]);
  return (
    <>
      <PageHead title={t.places.anomalies} />
      <Stack gap="sm">
        <Group>
          <Choice label={texts.state} choices={texts.states} value={rest.state} onChange={set("state")} width={190} />
          <Choice label={texts.kind} choices={kinds} value={rest.kind} onChange={set("kind")} width={210} />
          <Choice label={texts.severity} choices={texts.severities} value={rest.severity} onChange={set("severity")} width={120} />
          <TextFilter label={texts.filters.chargePoint} value={rest.chargePointId} onChange={set("chargePointId")} width={160} />
          <TextFilter label={texts.filters.session} value={transactionId} onChange={set("transactionId")} width={110} />
          <TextInput type="date" aria-label={texts.filters.from} value={from ?? ""} onChange={event => set("from")(event.currentTarget.value)} />
          <TextInput type="date" aria-label={texts.filters.to} value={to ?? ""} onChange={event => set("to")(event.currentTarget.value)} />
        </Group>
        {error && <ProblemNote error={error} onRetry={refetch} />}
        <DataTable
          label={t.places.anomalies}
          columns={columns}
          rows={rows}
          idOf={a => a.id}
          onEnd={onEnd}
          minWidth="62rem"
          empty={Object.keys(query).length > 1 ? <Empty title={texts.none} /> : <Empty title={texts.noneYet}>{texts.hint}</Empty>}
        />
      </Stack>
      {anomaly && <AnomalyDetails id={anomaly} onClose={() => set("anomaly")(undefined)} />}
    </>
  );
}
