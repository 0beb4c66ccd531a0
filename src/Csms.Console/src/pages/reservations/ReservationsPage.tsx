import { Group, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { api, type Schemas } from "../../api/client";
import { paged } from "../../api/pages";
import { CallResults } from "../../parts/calls/CallResults";
import { useCalls } from "../../parts/calls/useCalls";
import { Empty } from "../../parts/Empty";
import { Choice, TextFilter } from "../../parts/Filter";
import { words } from "../../parts/format";
import { PageHead } from "../../parts/PageHead";
import { ProblemNote } from "../../parts/ProblemNote";
import { ReservationsTable } from "../../parts/ReservationsTable";
import { useMore } from "../../parts/table/useMore";
import { t } from "../../texts";

type State = Schemas["ReservationState"];
const states: readonly State[] = ["requested", "reserved", "used", "expired", "cancelled", "refused", "notSent", "unknown", "terminated", "replaced"];
const choices = Object.fromEntries(states.map(state => [state, words(state)]));
const route = getRouteApi("/reservations");

export function ReservationsPage() {
  const { status, chargePointId } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: string) => (value: string | undefined) => void navigate({ search: before => ({ ...before, [name]: value }), replace: true });
  const calls = useCalls();
  const query = { limit: 200, ...(status && { status: status as State }), ...(chargePointId && { chargePointId }) };
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/reservations", { params: { query } }, paged));
  return (
    <>
      <PageHead title={t.places.reservations} />
      <Stack gap="sm">
        <Group>
          <Choice label={t.reservations.status} choices={choices} value={status} onChange={set("status")} />
          <TextFilter label={t.sessions.chargePoint} value={chargePointId} onChange={set("chargePointId")} />
        </Group>
        <CallResults calls={calls} />
        {error && <ProblemNote error={error} onRetry={refetch} />}
        <ReservationsTable rows={rows} onEnd={onEnd} calls={calls} empty={<Empty title={t.reservations.none}>{t.reservations.hint}</Empty>} />
      </Stack>
    </>
  );
}
