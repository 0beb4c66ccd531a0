import { duration, isToday, localTime, localTimeOfDay } from "./format";
import { useNow } from "./useNow";

const FIRST_CREDIBLE = "2010";

const both = (at: string) => `${localTime(at)}\n${new Date(at).toISOString().replace("T", " ").slice(0, 19)} UTC`;

/** Local, with UTC on hover; the day is left out where it is today. */
export function Time({ at }: { at: string | null | undefined }) {
  if (!at) return <>–</>;
  return (
    <time dateTime={at} title={both(at)} className="number">
      {isToday(at) ? localTimeOfDay(at) : localTime(at)}
    </time>
  );
}

/** How long a session has been running: by our clock where the charge point's was never set. */
export const Running = ({ session: { startedAt, startRecordedAt } }: { session: { startedAt: string; startRecordedAt: string } }) => (
  <Since at={startedAt < FIRST_CREDIBLE ? startRecordedAt : startedAt} />
);

/** How long ago. */
export function Since({ at }: { at: string | null | undefined }) {
  const now = useNow();
  if (!at) return <>–</>;
  return (
    <time dateTime={at} title={both(at)} className="number">
      {duration((now - Date.parse(at)) / 1000)}
    </time>
  );
}
