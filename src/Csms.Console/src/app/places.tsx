import {
  ActivityLogIcon, CalendarIcon, DashboardIcon, GearIcon, IdCardIcon, LayersIcon, LightningBoltIcon, PaperPlaneIcon,
} from "@radix-ui/react-icons";
import { t } from "../texts";

/** Where one can go: the navigation and the command palette list the same. `key` follows g, as in "g c". */
export const places = [
  { to: "/", label: t.places.overview, icon: DashboardIcon, key: "o" },
  { to: "/charge-points", label: t.places.chargePoints, icon: LightningBoltIcon, key: "c" },
  { to: "/sessions", label: t.places.sessions, icon: ActivityLogIcon, key: "s" },
  { to: "/calls", label: t.places.calls, icon: PaperPlaneIcon, key: "a" },
  { to: "/tokens", label: t.places.tokens, icon: IdCardIcon, key: "t" },
  { to: "/reservations", label: t.places.reservations, icon: CalendarIcon, key: "r" },
  { to: "/ledger", label: t.places.ledger, icon: LayersIcon, key: "l" },
  { to: "/system", label: t.places.system, icon: GearIcon, key: "y" },
] as const;
