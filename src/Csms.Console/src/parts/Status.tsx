import { words } from "./format";
import classes from "./Status.module.css";

/** What a status comes down to for whoever has to act; each has a shape of its own, since not everybody sees colours. */
export type Kind = "good" | "busy" | "waiting" | "bad" | "off" | "blocked";

const shapes: Record<Kind, React.ReactNode> = {
  good: <circle cx="6" cy="6" r="4.5" />,
  busy: <path d="M7 .5 2 7h3l-.5 4.5L10 5H6.5z" />,
  waiting: (
    <>
      <circle cx="6" cy="6" r="4.3" className={classes.hollow} />
      <path d="M6 1.7a4.3 4.3 0 0 1 0 8.6z" />
    </>
  ),
  bad: <path d="M6 .8 11.6 11H.4z" />,
  off: <circle cx="6" cy="6" r="3.7" className={classes.hollow} />,
  blocked: <path d="M1.5 1.5h9v9h-9zM3 6h6" className={classes.barred} />,
};

interface Shown {
  kind: Kind;
  label: string;
  title?: string;
}

/** A shape, a colour and a word. */
export function Status({ kind, label, title }: Shown) {
  return (
    <span className={classes.status} data-kind={kind} title={title}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {shapes[kind]}
      </svg>
      {label}
    </span>
  );
}

const kinds: Record<string, Kind> = {
  // Connectors (OCPP 1.6, 4.9)
  Available: "good", Charging: "busy", Preparing: "waiting", SuspendedEV: "waiting", SuspendedEVSE: "waiting", Finishing: "waiting",
  Reserved: "blocked", Unavailable: "off", Faulted: "bad",
  // Calls
  requested: "waiting", sent: "waiting", answered: "good", failed: "bad", timed_out: "bad", expired: "off", cancelled: "off",
  // Sessions
  running: "busy", stopped: "good", superseded: "blocked", closed: "off",
  // Registrations and tokens
  accepted: "good", pending: "waiting", rejected: "off", blocked: "blocked", invalid: "off",
  // Reservations
  notSent: "off", refused: "bad", unknown: "waiting", reserved: "blocked", used: "good", terminated: "off", replaced: "off",
  // Jobs
  succeeded: "good", nothing_to_upload: "off", not_sent: "off",
};

/** Any status the API names. */
export const NamedStatus = ({ name, title }: { name: string; title?: string }) => <Status kind={kinds[name] ?? "off"} label={words(name)} title={title} />;
