import { Group, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { api } from "../../api/client";
import { paged } from "../../api/pages";
import { midnight } from "../../parts/days";
import { Empty } from "../../parts/Empty";
import { Choice, TextFilter } from "../../parts/Filter";
import { May } from "../../parts/May";
import { PageHead } from "../../parts/PageHead";
import { ProblemNote } from "../../parts/ProblemNote";
import { SessionsTable } from "../../parts/sessions/SessionsTable";
import { useMore } from "../../parts/table/useMore";
import { t } from "../../texts";

const PAGE = 200;
const route = getRouteApi("/sessions");

export function SessionsPage() {
  const { status, chargePointId, idTag, from, to } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: string) => (value: string | undefined) => void navigate({ search: before => ({ ...before, [name]: value || undefined }), replace: true });
  const query = {
    limit: PAGE,
    ...(status && { status: status as "running" }),
    ...(chargePointId && { chargePointId }),
    ...(idTag && { idTag }),
    ...(from && { from: midnight(from) }),
    ...(to && { to: midnight(to) }),
  };
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/transactions", { params: { query } }, paged));
  const filtered = Object.keys(query).length > 1;
  return (
    <>
      <PageHead title={t.places.sessions} />
      <Group mb="sm">
        <Choice label={t.sessions.status} choices={t.sessions.statuses} value={status} onChange={set("status")} />
        <TextFilter label={t.sessions.chargePoint} value={chargePointId} onChange={set("chargePointId")} />
        <May do="read:persons">
          <TextFilter label={t.sessions.idTag} value={idTag} onChange={set("idTag")} />
        </May>
        <TextInput type="date" aria-label={t.sessions.from} value={from ?? ""} onChange={event => set("from")(event.currentTarget.value)} />
        <TextInput type="date" aria-label={t.sessions.to} value={to ?? ""} onChange={event => set("to")(event.currentTarget.value)} />
      </Group>
      {error && <ProblemNote error={error} onRetry={refetch} />}
      <SessionsTable rows={rows} onEnd={onEnd} empty={filtered ? <Empty title={t.sessions.none} /> : <Empty title={t.sessions.noneYet}>{t.sessions.hint}</Empty>} />
    </>
  );
}
