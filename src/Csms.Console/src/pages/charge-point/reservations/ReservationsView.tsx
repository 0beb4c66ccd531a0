import { api } from "../../../api/client";
import { paged } from "../../../api/pages";
import { Empty } from "../../../parts/Empty";
import { ProblemNote } from "../../../parts/ProblemNote";
import { ReservationsTable } from "../../../parts/ReservationsTable";
import { useMore } from "../../../parts/table/useMore";
import { t } from "../../../texts";
import type { ViewProps } from "../view";

export function ReservationsView({ id, calls }: ViewProps) {
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/reservations", { params: { query: { chargePointId: id, limit: 100 } } }, paged));
  if (error) return <ProblemNote error={error} onRetry={refetch} />;
  return <ReservationsTable rows={rows} onEnd={onEnd} calls={calls} height="30rem" empty={<Empty title={t.reservations.none}>{t.reservations.hint}</Empty>} />;
}
