import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { PlusIcon } from "@radix-ui/react-icons";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api } from "../../api/client";
import { paged } from "../../api/pages";
import { useMay } from "../../api/session";
import { BulkProgress } from "../../parts/bulk/BulkProgress";
import { count } from "../../parts/format";
import { Empty } from "../../parts/Empty";
import { May } from "../../parts/May";
import { PageHead } from "../../parts/PageHead";
import { ProblemNote } from "../../parts/ProblemNote";
import { DataTable } from "../../parts/table/DataTable";
import { useMore } from "../../parts/table/useMore";
import { useSelection } from "../../parts/table/useSelection";
import { t } from "../../texts";
import { AddChargePoint } from "./AddChargePoint";
import { BulkBar } from "./BulkBar";
import { columnsWith } from "./columns";
import { Filters } from "./Filters";

const PAGE = 500;
const route = getRouteApi("/charge-points");

export function ChargePointsPage() {
  const { connected, registration, ...rest } = route.useSearch();
  const query = { ...rest, limit: PAGE, ...(connected && { connected: connected === "true" }), ...(registration && { registration: registration as "pending" }) };
  const { rows, error, hasMore, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/charge-points", { params: { query } }, paged));
  const ids = useMemo(() => rows?.map(row => row.id) ?? [], [rows]);
  const selection = useSelection(ids);
  const acts = useMay()("send:commands");
  const columns = useMemo(() => columnsWith(acts ? selection : undefined), [acts, selection]);
  const [adding, { open, close }] = useDisclosure();
  const filtered = Object.keys(rest).length > 0 || connected || registration;

  return (
    <>
      <PageHead title={t.places.chargePoints} note={rows && t.chargePoints.shown(count(rows.length), hasMore)}>
        <May do="change:charge-points">
          <Button size="xs" leftSection={<PlusIcon />} onClick={open}>
            {t.chargePoints.add}
          </Button>
        </May>
      </PageHead>
      <Group mb="sm">
        <Filters />
      </Group>
      <BulkProgress />
      <BulkBar selection={selection} waiting={registration === "pending"} />
      {error && <ProblemNote error={error} onRetry={refetch} />}
      <DataTable
        label={t.places.chargePoints}
        columns={columns}
        rows={rows}
        idOf={row => row.id}
        onEnd={onEnd}
        height="calc(100dvh - 12rem)"
        empty={
          filtered ? (
            <Empty title={t.chargePoints.none}>
              <Link to="/charge-points" search={{}}>
                {t.chargePoints.clear}
              </Link>
            </Empty>
          ) : (
            <Empty title={t.chargePoints.noneAtAll}>{t.chargePoints.first}</Empty>
          )
        }
      />
      <AddChargePoint opened={adding} onClose={close} />
    </>
  );
}
