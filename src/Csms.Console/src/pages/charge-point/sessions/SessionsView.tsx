import { api } from "../../../api/client";
import { paged } from "../../../api/pages";
import { Empty } from "../../../parts/Empty";
import { ProblemNote } from "../../../parts/ProblemNote";
import { SessionsTable } from "../../../parts/sessions/SessionsTable";
import { useMore } from "../../../parts/table/useMore";
import { t } from "../../../texts";
import type { ViewProps } from "../view";

const PAGE = 100;

export function SessionsView({ id }: ViewProps) {
  const { rows, error, onEnd, refetch } = useMore(
    api.useInfiniteQuery("get", "/api/v1/transactions", { params: { query: { chargePointId: id, limit: PAGE } } }, paged),
  );
  if (error) return <ProblemNote error={error} onRetry={refetch} />;
  return <SessionsTable withoutChargePoint rows={rows} onEnd={onEnd} height="calc(100dvh - 20rem)" empty={<Empty title={t.sessions.noneYet} />} />;
}
