import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Empty } from "../parts/Empty";
import { ProblemNote } from "../parts/ProblemNote";
import { t } from "../texts";
import { Shell } from "./Shell";

type Search = Record<string, unknown>;
const text = (value: unknown) => (value === undefined || value === "" ? undefined : String(value));

/** Filters live in the address; what is not known there is dropped. */
const filters = <Name extends string>(...names: Name[]) => (search: Search) =>
  Object.fromEntries(names.map(name => [name, text(search[name])]).filter(([, value]) => value !== undefined)) as { [key in Name]?: string };

const root = createRootRoute({ component: Shell, notFoundComponent: () => <Empty title={t.nothingHere} /> });
const at = { getParentRoute: () => root };

const overview = createRoute({ ...at, path: "/", component: lazyRouteComponent(() => import("../pages/overview/OverviewPage"), "OverviewPage") });
const chargePoints = createRoute({
  ...at,
  path: "/charge-points",
  validateSearch: filters("search", "registration", "connected", "status"),
  component: lazyRouteComponent(() => import("../pages/charge-points/ChargePointsPage"), "ChargePointsPage"),
});
const chargePoint = createRoute({
  ...at,
  path: "/charge-points/$id",
  validateSearch: filters("tab", "at", "span", "show", "action", "direction", "outcome", "connector", "key"),
  component: lazyRouteComponent(() => import("../pages/charge-point/ChargePointPage"), "ChargePointPage"),
});
const sessions = createRoute({
  ...at,
  path: "/sessions",
  validateSearch: filters("status", "chargePointId", "idTag", "from", "to"),
  component: lazyRouteComponent(() => import("../pages/sessions/SessionsPage"), "SessionsPage"),
});
const oneSession = createRoute({ ...at, path: "/sessions/$id", component: lazyRouteComponent(() => import("../pages/session/SessionPage"), "SessionPage") });
const anomalies = createRoute({
  ...at,
  path: "/anomalies",
  validateSearch: filters("state", "kind", "severity", "chargePointId", "transactionId", "from", "to", "anomaly"),
  component: lazyRouteComponent(() => import("../pages/anomalies/AnomaliesPage"), "AnomaliesPage"),
});
const analytics = createRoute({
  ...at,
  path: "/analytics",
  validateSearch: filters("from", "to", "bucket", "chargePointId", "profile"),
  component: lazyRouteComponent(() => import("../pages/analytics/AnalyticsPage"), "AnalyticsPage"),
});
const calls = createRoute({
  ...at,
  path: "/calls",
  validateSearch: filters("status", "chargePointId", "action", "call"),
  component: lazyRouteComponent(() => import("../pages/calls/CallsPage"), "CallsPage"),
});
const tokens = createRoute({
  ...at,
  path: "/tokens",
  validateSearch: filters("status", "idTag"),
  component: lazyRouteComponent(() => import("../pages/tokens/TokensPage"), "TokensPage"),
});
const reservations = createRoute({
  ...at,
  path: "/reservations",
  validateSearch: filters("status", "chargePointId"),
  component: lazyRouteComponent(() => import("../pages/reservations/ReservationsPage"), "ReservationsPage"),
});
const ledger = createRoute({
  ...at,
  path: "/ledger",
  validateSearch: filters("sequence", "stream"),
  component: lazyRouteComponent(() => import("../pages/ledger/LedgerPage"), "LedgerPage"),
});
const system = createRoute({ ...at, path: "/system", component: lazyRouteComponent(() => import("../pages/system/SystemPage"), "SystemPage") });
const bills = createRoute({
  ...at,
  path: "/bills",
  validateSearch: filters("state", "chargePointId", "tariffId", "transactionId", "bill", "of"),
  component: lazyRouteComponent(() => import("../pages/bills/BillsPage"), "BillsPage"),
});
const tariffs = createRoute({ ...at, path: "/tariffs", validateSearch: filters("edit", "simulate"), component: lazyRouteComponent(() => import("../pages/tariffs/TariffsPage"), "TariffsPage") });
const people = createRoute({ ...at, path: "/people", component: lazyRouteComponent(() => import("../pages/people/PeoplePage"), "PeoplePage") });

export const router = createRouter({
  routeTree: root.addChildren([overview, chargePoints, chargePoint, sessions, oneSession, anomalies, calls, tokens, reservations, bills, tariffs, analytics, ledger, system, people]),
  defaultPreload: "intent",
  defaultErrorComponent: ({ error, reset }) => <ProblemNote error={error} onRetry={reset} />,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
