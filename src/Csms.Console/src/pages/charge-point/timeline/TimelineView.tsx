import { Chip, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { Empty } from "../../../parts/Empty";
import { type Column, DataTable } from "../../../parts/table/DataTable";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { ViewProps } from "../view";
import { Earlier } from "./Earlier";
import { type Happening, type HappeningKind, useHappenings } from "./useHappenings";

const kinds: readonly HappeningKind[] = ["event", "call", "frame"];

const columns: readonly Column<Happening>[] = [
  { name: t.log.columns.at, width: 20, cell: h => <Time at={h.at} /> },
  { name: t.columns.type, width: 12, cell: h => t.timeline.kinds[h.kind] },
  { name: t.columns.what, width: 68, cell: h => h.what },
];

/** Everything about a charge point in one order: what was recorded, what was asked of it, what went over the wire. */
export function TimelineView({ id }: ViewProps) {
  const [shown, setShown] = useState<string[]>(["event", "call"]);
  const happenings = useHappenings(id)?.filter(({ kind }) => shown.includes(kind));
  return (
    <Stack gap="sm">
      <Earlier id={id} />
      <Chip.Group multiple value={shown} onChange={setShown}>
        <Group gap="xs" role="group" aria-label={t.timeline.show}>
          {kinds.map(kind => (
            <Chip key={kind} value={kind} size="xs">
              {t.timeline.kinds[kind]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <DataTable label={t.chargePoint.tabs.timeline} columns={columns} rows={happenings} idOf={h => h.id} height="calc(100dvh - 26rem)" empty={<Empty title={t.timeline.none} />} />
    </Stack>
  );
}
