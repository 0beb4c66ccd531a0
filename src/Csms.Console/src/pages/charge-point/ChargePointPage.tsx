import { Stack, Tabs } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { api } from "../../api/client";
import { problemOf } from "../../api/problem";
import { useMay } from "../../api/session";
import { May } from "../../parts/May";
import { useCalls } from "../../parts/calls/useCalls";
import { CallResults } from "../../parts/calls/CallResults";
import { ConnectionState } from "../../parts/ChargePointState";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { PageHead } from "../../parts/PageHead";
import { t } from "../../texts";
import { ChargePointActions } from "./ChargePointActions";
import { ChargePointFacts } from "./ChargePointFacts";
import { Connectors } from "./connectors/Connectors";
import { WaitsForAcceptance } from "./WaitsForAcceptance";

const route = getRouteApi("/charge-points/$id");

const views = {
  sessions: lazy(() => import("./sessions/SessionsView").then(m => ({ default: m.SessionsView }))),
  timeline: lazy(() => import("./timeline/TimelineView").then(m => ({ default: m.TimelineView }))),
  log: lazy(() => import("./log/LogView").then(m => ({ default: m.LogView }))),
  configuration: lazy(() => import("./configuration/ConfigurationView").then(m => ({ default: m.ConfigurationView }))),
  profiles: lazy(() => import("./profiles/ProfilesView").then(m => ({ default: m.ProfilesView }))),
  list: lazy(() => import("./local-list/LocalListView").then(m => ({ default: m.LocalListView }))),
  reservations: lazy(() => import("./reservations/ReservationsView").then(m => ({ default: m.ReservationsView }))),
  security: lazy(() => import("./security/SecurityView").then(m => ({ default: m.SecurityView }))),
  files: lazy(() => import("./files/FilesView").then(m => ({ default: m.FilesView }))),
};

type View = keyof typeof views;

export function ChargePointPage() {
  const { id } = route.useParams();
  const { tab = "connectors" } = route.useSearch();
  const navigate = route.useNavigate();
  const chargePoint = api.useQuery("get", "/api/v1/charge-points/{id}", { params: { path: { id } } });
  const calls = useCalls();
  const may = useMay();
  const Shown = tab in views ? views[tab as View] : undefined;

  if (chargePoint.error && problemOf(chargePoint.error).code === "charge_point_not_found")
    return (
      <Empty title={t.chargePoint.notFound}>
        <Link to="/charge-points">{t.places.chargePoints}</Link>
      </Empty>
    );
  return (
    <Loaded read={chargePoint} height={400}>
      {data => (
        <Stack gap="sm">
          <PageHead title={id} note={<ConnectionState connection={data.connection} />}>
            <May do="send:commands">
              <ChargePointActions id={id} calls={calls} />
            </May>
          </PageHead>
          {data.registration === "pending" && <WaitsForAcceptance id={id} />}
          <ChargePointFacts chargePoint={data} />
          <CallResults calls={calls} />
          <Tabs value={tab} onChange={value => void navigate({ search: { tab: value ?? undefined }, replace: true })} keepMounted={false}>
            <Tabs.List mb="sm">
              {Object.entries(t.chargePoint.tabs).filter(([value]) => value !== "log" || may("read:journal")).map(([value, label]) => (
                <Tabs.Tab key={value} value={value}>
                  {label}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value={tab}>
              <Suspense>{Shown ? <Shown id={id} calls={calls} /> : <Connectors chargePoint={data} calls={calls} />}</Suspense>
            </Tabs.Panel>
          </Tabs>
        </Stack>
      )}
    </Loaded>
  );
}
