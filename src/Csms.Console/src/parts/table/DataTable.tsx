import { Skeleton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import classes from "./DataTable.module.css";

export interface Column<T> {
  name: string;
  /** In the head in place of the name. */
  head?: ReactNode;
  /** Part of the width, or a fixed one with a unit. */
  width?: number | string;
  numeric?: boolean;
  cell: (row: T) => ReactNode;
}

interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[] | undefined;
  idOf: (row: T) => string;
  empty: ReactNode;
  /** Called when the end comes into sight, for as long as there is more. */
  onEnd?: (() => void) | undefined;
  /** Less than the window's height, where something else is on the page. */
  height?: number | string;
  /** Narrower than this it scrolls sideways. */
  minWidth?: string;
}

const ROW = 36;
const SIGHT = 30;

/** A table that draws what is in sight: ten thousand rows scroll like fifty. Arrow keys move between the links of its rows. */
export function DataTable<T>({ label, columns, rows, idOf, empty, onEnd, height = "calc(100dvh - 11rem)", minWidth = "46rem" }: DataTableProps<T>) {
  const frame = useRef<HTMLDivElement>(null);
  const total = rows?.length ?? 0;
  const virtual = useVirtualizer({ count: total, getScrollElement: () => frame.current, estimateSize: () => ROW, overscan: 12 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= total - SIGHT) onEnd?.();
  }, [last, total, onEnd]);

  if (!rows) return <Skeleton height={ROW * 8} />;
  if (total === 0) return <>{empty}</>;
  return (
    // Scrollable by keyboard, so it takes the focus.
    <div ref={frame} className={classes.frame} style={{ maxHeight: height }} tabIndex={0} role="region" aria-label={label} onKeyDown={moveFocus}>
      <table className={classes.table} style={{ minWidth }} aria-rowcount={total + 1}>
        <colgroup>
          {columns.map(column => (
            <col key={column.name} style={{ width: typeof column.width === "number" ? `${column.width}%` : column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.name} scope="col" data-numeric={column.numeric || undefined}>
                {column.head ?? column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={items[0]?.start ?? 0} columns={columns.length} />
          {items.map(item => {
            const row = rows[item.index]!;
            return (
              <tr key={idOf(row)} aria-rowindex={item.index + 2}>
                {columns.map(column => (
                  <td key={column.name} data-numeric={column.numeric || undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          <Spacer height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

const Spacer = ({ height, columns }: { height: number; columns: number }) =>
  height > 0 ? (
    <tr aria-hidden="true" className={classes.spacer}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  ) : null;

function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const row = (event.target as HTMLElement).closest("tbody tr");
  if (!step || !row) return;
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  const link = next?.querySelector<HTMLElement>("a, button, input");
  if (!link) return;
  event.preventDefault();
  link.focus();
}
