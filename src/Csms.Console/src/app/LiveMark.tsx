import type { LiveState } from "../api/events";
import { type Kind, Status } from "../parts/Status";
import { t } from "../texts";

const kinds: Record<LiveState, Kind> = { connecting: "waiting", live: "good", lost: "bad" };

/** Whether what is shown is what is: an operator must not trust a picture that stands still. */
export const LiveMark = ({ state }: { state: LiveState }) => (
  <span role="status">
    <Status kind={kinds[state]} label={t.live[state]} title={t.live.explained[state]} />
  </span>
);
