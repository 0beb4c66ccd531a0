import { Skeleton } from "@mantine/core";
import { useEffect, useMemo } from "react";
import { api, type Schemas } from "../api/client";
import { paged } from "../api/pages";
import { t } from "../texts";
import { Chart, type Series } from "./charts/Chart";
import { useMore } from "./table/useMore";

const ALL = 1000;

type Reading = Schemas["MeterValue"];

/** All readings of a session, page by page. */
export function useReadings(transactionId: number) {
  const { rows, onEnd, hasMore, error } = useMore(
    api.useInfiniteQuery("get", "/api/v1/transactions/{transactionId}/meter-values", { params: { path: { transactionId }, query: { limit: ALL } } }, paged),
  );
  useEffect(() => onEnd?.(), [onEnd]);
  return { readings: rows, complete: !hasMore, error };
}

const scale = (reading: Reading) => (reading.unit.startsWith("k") ? 1 : 1 / 1000);

function series(readings: readonly Reading[], measurand: string, name: string, unit: string, axis: 0 | 1, kind: Series["kind"]): Series {
  const points = readings
    .filter(r => r.measurand === measurand && !r.phase && r.value !== null && r.value !== undefined && (r.location ?? "Outlet") === "Outlet")
    .map(r => [Date.parse(r.timestamp), r.value! * scale(r)] as const)
    .sort(([a], [b]) => a - b);
  return { name, unit, axis, kind, points };
}

/** Energy since the start, and power: as measured, or what the registers say went through between two of them. */
export function seriesOf(readings: readonly Reading[]): Series[] {
  const registers = series(readings, "Energy.Active.Import.Register", t.session.energy, "kWh", 0, "line");
  const first = registers.points[0]?.[1] ?? 0;
  const energy = { ...registers, points: registers.points.map(([at, value]) => [at, value === null ? null : value - first] as const) };
  const measured = series(readings, "Power.Active.Import", t.session.power, "kW", 1, "line");
  const derived = registers.points.slice(1).map(([at, value], i) => {
    const [before, register] = registers.points[i]!;
    const hours = (at - before) / 3_600_000;
    return [at, hours > 0 && value !== null && register !== null ? (value - register) / hours : null] as const;
  });
  const power: Series = measured.points.length > 0 ? measured : { name: t.session.meanPower, unit: "kW", axis: 1, kind: "step", points: derived };
  return [energy, power];
}

export function SessionChart({ transactionId, height }: { transactionId: number; height?: number }) {
  const { readings } = useReadings(transactionId);
  const shown = useMemo(() => readings && seriesOf(readings), [readings]);
  return shown ? <Chart label={t.session.chart(transactionId)} series={shown} height={height} /> : <Skeleton height={height} />;
}
