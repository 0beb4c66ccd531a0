import { Text, VisuallyHidden } from "@mantine/core";
import { type CSSProperties, useMemo } from "react";
import { Empty } from "../../parts/Empty";
import { energy } from "../../parts/format";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";
import { t } from "../../texts";
import { usePeriod } from "./period";
import { useEnergy } from "./useEnergy";
import { meanWeek, type WeekHour } from "./week";
import classes from "./HeatMap.module.css";

const texts = t.analytics.heat;
const HOURS = 24;
const hours = Array.from({ length: HOURS }, (_, hour) => String(hour).padStart(2, "0"));
// The first of January 2024 was a Monday.
const days = Array.from({ length: 7 }, (_, day) => new Intl.DateTimeFormat(undefined, { weekday: "short" }).format(new Date(2024, 0, 1 + day)));
const mean = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** One hour unlike any other must not make the rest pale. */
function fullColour(week: readonly WeekHour[]) {
  const busy = week.map(({ sessions }) => sessions).filter(sessions => sessions > 0).sort((a, b) => a - b);
  return busy[Math.floor(busy.length * 0.97)] ?? 0;
}

/** When charge points are used: a table, so that it can be read by those who do not see colours. */
export function HeatMap() {
  const { query } = usePeriod();
  const read = useEnergy(query, "hour");
  const week = useMemo(() => read.data && meanWeek(read.data, query.from, query.to), [read.data, query.from, query.to]);
  const full = week ? fullColour(week) : 0;
  return (
    <Panel title={texts.title}>
      <Loaded read={{ ...read, data: week }} height={260}>
        {all =>
          full === 0 ? (
            <Empty title={texts.none} />
          ) : (
            <>
              <table className={classes.map} aria-label={texts.title}>
                <thead>
                  <tr>
                    <td />
                    {hours.map((hour, i) => (
                      <th key={hour} scope="col" aria-label={hour}>
                        {i % 3 === 0 && hour}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {days.map((day, d) => (
                    <tr key={day}>
                      <th scope="row">{day}</th>
                      {hours.map((hour, h) => {
                        const { sessions, energyWh } = all[d * HOURS + h]!;
                        const said = texts.cell(day, hour, mean.format(sessions), energy(energyWh));
                        return (
                          <td key={hour} title={said} style={{ "--share": Math.min(1, sessions / full) } as CSSProperties}>
                            <VisuallyHidden>{said}</VisuallyHidden>
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
              <Text size="xs" c="dimmed" mt="xs">
                {texts.hint}
              </Text>
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
