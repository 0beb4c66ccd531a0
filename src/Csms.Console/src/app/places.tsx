import {
  ActivityLogIcon, BarChartIcon, CalendarIcon, DashboardIcon, ExclamationTriangleIcon, GearIcon, IdCardIcon, LayersIcon, LightningBoltIcon, MixerHorizontalIcon, PaperPlaneIcon, PersonIcon, ReaderIcon,
} from "@radix-ui/react-icons";
import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType } from "react";
import type { Permission } from "../api/session";
import { t } from "../texts";

interface Place {
  to: NonNullable<LinkProps["to"]>;
  label: string;
  icon: ComponentType<{ "aria-hidden"?: "true" }>;
  key: string;
  needs?: Permission;
}

/** Where one can go: the navigation and the command palette list the same. `key` follows g, as in "g c". */
export const places: readonly Place[] = [
  { to: "/", label: t.places.overview, icon: DashboardIcon, key: "o" },
  { to: "/charge-points", label: t.places.chargePoints, icon: LightningBoltIcon, key: "c" },
  { to: "/sessions", label: t.places.sessions, icon: ActivityLogIcon, key: "s" },
  { to: "/anomalies", label: t.places.anomalies, icon: ExclamationTriangleIcon, key: "d", needs: "read:bills" },
  { to: "/calls", label: t.places.calls, icon: PaperPlaneIcon, key: "a" },
  { to: "/tokens", label: t.places.tokens, icon: IdCardIcon, key: "t", needs: "read:tokens" },
  { to: "/reservations", label: t.places.reservations, icon: CalendarIcon, key: "r" },
  { to: "/bills", label: t.places.bills, icon: ReaderIcon, key: "b", needs: "read:bills" },
  { to: "/tariffs", label: t.places.tariffs, icon: MixerHorizontalIcon, key: "f", needs: "read:bills" },
  { to: "/analytics", label: t.places.analytics, icon: BarChartIcon, key: "n" },
  { to: "/ledger", label: t.places.ledger, icon: LayersIcon, key: "l", needs: "read:ledger" },
  { to: "/system", label: t.places.system, icon: GearIcon, key: "y" },
  { to: "/people", label: t.places.people, icon: PersonIcon, key: "u", needs: "read:access" },
];

interface View {
  label: string;
  to: NonNullable<LinkProps["to"]>;
  search: Record<string, string>;
  needs?: Permission;
}

/** What is looked for again and again. */
export const views: readonly View[] = [
  { label: t.commands.waiting, to: "/charge-points", search: { registration: "pending" } },
  { label: t.commands.faulted, to: "/charge-points", search: { status: "Faulted" } },
  { label: t.commands.offline, to: "/charge-points", search: { connected: "false" } },
  { label: t.commands.running, to: "/sessions", search: { status: "running" } },
  { label: t.commands.open, to: "/anomalies", search: { state: "open" }, needs: "read:bills" },
  { label: t.commands.held, to: "/bills", search: { state: "held" }, needs: "read:bills" },
];
