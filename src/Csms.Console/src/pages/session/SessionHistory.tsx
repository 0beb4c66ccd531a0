import { Link } from "@tanstack/react-router";
import { api } from "../../api/client";
import { words } from "../../parts/format";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";
import { Time } from "../../parts/Time";
import { t } from "../../texts";
import classes from "./SessionHistory.module.css";

const SHOWN = 1000;

/** The session's own events; each can be proven in the ledger. */
export function SessionHistory({ streamId }: { streamId: string }) {
  const events = api.useQuery("get", "/api/v1/streams/{id}/events", { params: { path: { id: streamId }, query: { limit: SHOWN } } });
  return (
    <Panel
      title={t.session.history}
      aside={
        <Link to="/ledger" search={{ stream: streamId }}>
          {t.ledger.replay.go}
        </Link>
      }
    >
      <Loaded read={events}>
        {({ items }) => (
          <ol className={classes.events} tabIndex={0} aria-label={t.session.history}>
            {items.map(event => (
              <li key={event.sequence}>
                <Link to="/ledger" search={{ sequence: String(event.sequence) }}>
                  {event.sequence}
                </Link>
                <span>{words(event.type.replace(/^transaction_/, ""))}</span>
                <Time at={event.metadata.deviceTime ?? event.timestamp} />
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Panel>
  );
}
