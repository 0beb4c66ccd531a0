import type { Calls } from "../../parts/calls/CallResults";

/** What every view of a charge point gets. */
export interface ViewProps {
  id: string;
  calls: Calls;
}
