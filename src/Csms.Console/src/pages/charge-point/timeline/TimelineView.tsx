import { Button, Chip, Group, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMay } from "../../../api/session";
import { Empty } from "../../../parts/Empty";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { ViewProps } from "../view";
import { Earlier } from "./Earlier";
import { type Happening, type HappeningKind, useHappenings } from "./useHappenings";

const route = getRouteApi("/charge-points/$id");
const usual: readonly HappeningKind[] = ["event", "call"];

const columns: readonly Column<Happening>[] = [
  { name: t.log.columns.at, width: 20, cell: h => <Time at={h.at} /> },
  { name: t.columns.type, width: 12, cell: h => t.timeline.kinds[h.kind] },
  { name: t.columns.what, width: 68, cell: h => h.what },
];

/** Everything about a charge point in one order: what was recorded, what was asked of it, what went over the wire; up to now or to a moment before. */
export function TimelineView({ id }: ViewProps) {
  const { show, at } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  // Frames are not for everybody.
  const kinds: readonly HappeningKind[] = may("read:journal") ? ["event", "call", "frame"] : usual;
  const shown = show === undefined ? usual : kinds.filter(kind => show.split(" ").includes(kind));
  const { rows, from } = useHappenings(id, shown, at);
  const set = (change: { show?: string; at?: string }) => void navigate({ search: before => ({ ...before, ...change }), replace: true });
  return (
    <Stack gap="sm">
      <Earlier id={id} at={at} onMove={moment => set({ at: moment })} />
      <Group justify="space-between">
        <Chip.Group multiple value={[...shown]} onChange={chosen => set({ show: chosen.join(" ") || "nothing" })}>
          <Group gap="xs" role="group" aria-label={t.timeline.show}>
            {kinds.map(kind => (
              <Chip key={kind} value={kind} size="xs">
                {t.timeline.kinds[kind]}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        {from && (
          <Button size="compact-xs" variant="default" onClick={() => set({ at: from })}>
            {t.timeline.before}
          </Button>
        )}
      </Group>
      <DataTable label={t.chargePoint.tabs.timeline} columns={columns} rows={rows} idOf={h => h.id} height="calc(100dvh - 26rem)" empty={<Empty title={t.timeline.none}>{t.timeline.hint}</Empty>} />
    </Stack>
  );
}
