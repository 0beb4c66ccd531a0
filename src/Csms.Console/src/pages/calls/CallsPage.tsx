import { Group, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { api } from "../../api/client";
import { paged } from "../../api/pages";
import { Empty } from "../../parts/Empty";
import { Choice, TextFilter } from "../../parts/Filter";
import { PageHead } from "../../parts/PageHead";
import { ProblemNote } from "../../parts/ProblemNote";
import { DataTable } from "../../parts/table/DataTable";
import { useMore } from "../../parts/table/useMore";
import { t } from "../../texts";
import { BulkProgress } from "../../parts/bulk/BulkProgress";
import { CallDetails } from "./CallDetails";
import { columnsWith } from "./columns";

const route = getRouteApi("/calls");

/** Everything that was asked of charge points: by whom, why, and what became of it. */
export function CallsPage() {
  const { call, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: string) => (value: string | undefined) => void navigate({ search: before => ({ ...before, [name]: value }), replace: true });
  const columns = useMemo(() => columnsWith(({ id }) => void navigate({ search: before => ({ ...before, call: id }) })), [navigate]);
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/calls", { params: { query: { ...search, limit: 200 } } }, paged));
  return (
    <>
      <PageHead title={t.places.calls} />
      <Stack gap="sm">
        <BulkProgress />
        <Group>
          <Choice label={t.callsPage.status} choices={t.callsPage.statuses} value={search.status} onChange={set("status")} />
          <TextFilter label={t.columns.chargePoint} value={search.chargePointId} onChange={set("chargePointId")} />
          <TextFilter label={t.columns.action} value={search.action} onChange={set("action")} />
        </Group>
        {error && <ProblemNote error={error} onRetry={refetch} />}
        <DataTable
          label={t.places.calls}
          columns={columns}
          rows={rows}
          idOf={call => call.id}
          onEnd={onEnd}
          empty={Object.keys(search).length > 0 ? <Empty title={t.callsPage.none} /> : <Empty title={t.callsPage.noneYet}>{t.callsPage.hint}</Empty>}
        />
      </Stack>
      {call && <CallDetails callId={call} onClose={() => set("call")(undefined)} />}
    </>
  );
}
