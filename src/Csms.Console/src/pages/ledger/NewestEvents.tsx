import { UnstyledButton } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, type Schemas } from "../../api/client";
import { words } from "../../parts/format";
import { Empty } from "../../parts/Empty";
import { Panel } from "../../parts/Panel";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { Time } from "../../parts/Time";
import { t } from "../../texts";

const SHOWN = 100;
const texts = t.ledger.newest;
const route = getRouteApi("/ledger");

const columnsWith = (verify: (event: Schemas["Event"]) => void): readonly Column<Schemas["Event"]>[] => [
  { name: texts.columns.sequence, width: 12, numeric: true, cell: e => <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.verify(e.sequence)} onClick={() => verify(e)}>{e.sequence}</UnstyledButton> },
  { name: texts.columns.recorded, width: 18, cell: e => <Time at={e.timestamp} /> },
  { name: texts.columns.type, width: 28, cell: e => words(e.type) },
  { name: texts.columns.stream, width: 42, cell: e => <Link to="/ledger" search={before => ({ ...before, stream: e.streamId })}>{e.streamId}</Link> },
];

/** The end of the feed: which streams something happens in. Each is a click from being replayed, each event from being proven. */
export function NewestEvents({ recorded }: { recorded: number }) {
  const navigate = route.useNavigate();
  const columns = useMemo(() => columnsWith(({ sequence }) => void navigate({ search: before => ({ ...before, sequence: String(sequence) }) })), [navigate]);
  const { data } = api.useQuery("get", "/api/v1/events", { params: { query: { after: Math.max(0, recorded - SHOWN), limit: SHOWN } } }, { placeholderData: before => before });
  const newestFirst = useMemo(() => data && [...data.items].reverse(), [data]);
  return (
    <Panel title={texts.title}>
      <DataTable label={texts.title} columns={columns} rows={newestFirst} idOf={e => e.id} height="18rem" empty={<Empty title={texts.none} />} />
    </Panel>
  );
}
