import { useComputedColorScheme } from "@mantine/core";
import type { EChartsType } from "echarts/core";
import { useEffect, useRef } from "react";
import { t } from "../../texts";
import { Empty } from "../Empty";
import { localTime } from "../format";

export interface Series {
  name: string;
  unit: string;
  kind: "line" | "step" | "bar";
  /** Milliseconds and value; null leaves a gap. */
  points: readonly (readonly [number, number | null])[];
  axis?: 0 | 1;
  stack?: string;
  dashed?: boolean;
}

interface ChartProps {
  /** What is to be seen, for those who do not see it. */
  label: string;
  series: readonly Series[];
  height?: number;
}

const colours = { light: ["#0b7285", "#b45309", "#5f3dc4", "#2b8a3e", "#a61e4d"], dark: ["#3bc9db", "#ffa94d", "#9775fa", "#69db7c", "#f783ac"] };
const lines = { light: { text: "#495057", grid: "#e9ecef" }, dark: { text: "#adb5bd", grid: "#373a40" } };

function optionOf(series: readonly Series[], scheme: "light" | "dark") {
  const { text, grid } = lines[scheme];
  const axes = [0, 1].filter(axis => series.some(s => (s.axis ?? 0) === axis));
  const unitOf = (axis: number) => series.find(s => (s.axis ?? 0) === axis)?.unit ?? "";
  return {
    color: colours[scheme],
    animation: false,
    textStyle: { fontFamily: "inherit", color: text },
    grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, right: 0, icon: "roundRect", itemHeight: 3, itemWidth: 16, textStyle: { color: text } },
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value: number) => (value === null ? "–" : value.toLocaleString(undefined, { maximumFractionDigits: 2 })) },
    dataZoom: [{ type: "inside" }],
    xAxis: { type: "time", axisLine: { lineStyle: { color: grid } }, axisLabel: { color: text, hideOverlap: true }, axisPointer: { label: { formatter: ({ value }: { value: number }) => localTime(value) } } },
    yAxis: axes.map(axis => ({ type: "value", name: unitOf(axis), nameTextStyle: { color: text }, axisLabel: { color: text }, splitLine: { show: axis === 0, lineStyle: { color: grid } } })),
    series: series.map(s => ({
      name: `${s.name} (${s.unit})`,
      type: s.kind === "bar" ? "bar" : "line",
      step: s.kind === "step" ? "end" : undefined,
      yAxisIndex: axes.indexOf(s.axis ?? 0),
      showSymbol: s.points.length < 2,
      stack: s.stack,
      areaStyle: s.stack ? { opacity: 0.25 } : undefined,
      lineStyle: { width: 2, type: s.dashed ? "dashed" : "solid" },
      data: s.points,
    })),
  };
}

/** Lines or bars over time. ECharts is fetched when the first chart is shown. */
export const Chart = (props: ChartProps) =>
  props.series.some(s => s.points.length > 0) ? <Drawing {...props} /> : <Empty title={t.chart.nothing} />;

function Drawing({ label, series, height = 260 }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const scheme = useComputedColorScheme("light");
  const option = useRef(optionOf(series, scheme));
  option.current = optionOf(series, scheme);

  useEffect(() => {
    const element = place.current!;
    let gone = false;
    const resized = new ResizeObserver(() => chart.current?.resize());
    void import("./echarts").then(({ init }) => {
      if (gone) return;
      chart.current = init(element);
      chart.current.setOption(option.current);
      element.dataset.drawn = "true";
      resized.observe(element);
    });
    return () => {
      gone = true;
      resized.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(option.current, { notMerge: true });
  }, [series, scheme]);

  return <div ref={place} role="img" aria-label={label} data-drawn={false} style={{ height }} />;
}
