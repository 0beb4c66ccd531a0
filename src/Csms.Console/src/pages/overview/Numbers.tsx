import { Paper, Text } from "@mantine/core";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Schemas } from "../../api/client";
import { count, energy, power } from "../../parts/format";
import { type Kind, Status } from "../../parts/Status";
import { wholeMoney } from "../../parts/money";
import { t } from "../../texts";
import classes from "./Numbers.module.css";

/** What an operator sees from across the room. Each number leads to what it counts. */
export function Numbers({ overview: { chargePoints, sessions, lag, revenue, anomalies } }: { overview: Schemas["Overview"] }) {
  const offline = chargePoints.all - chargePoints.connected;
  return (
    <div className={classes.numbers}>
      <Figure kind="good" label={t.overview.online} value={count(chargePoints.connected)} note={t.overview.of(count(chargePoints.all))} to="/charge-points" search={{ connected: "true" }} />
      <Figure kind={offline > 0 ? "off" : "good"} label={t.overview.offline} value={count(offline)} to="/charge-points" search={{ connected: "false" }} />
      <Figure kind={chargePoints.faulted > 0 ? "bad" : "good"} label={t.overview.faulted} value={count(chargePoints.faulted)} to="/charge-points" search={{ status: "Faulted" }} />
      <Figure kind={chargePoints.waiting > 0 ? "waiting" : "good"} label={t.overview.waiting} value={count(chargePoints.waiting)} to="/charge-points" search={{ registration: "pending" }} />
      <Figure kind="busy" label={t.overview.running} value={count(sessions.running)} to="/sessions" search={{ status: "running" }} />
      <Figure label={t.overview.power} value={power(sessions.powerW)} to="/sessions" search={{ status: "running" }} />
      <Figure label={t.overview.today} value={count(sessions.started)} to="/sessions" />
      <Figure label={t.overview.energy} value={energy(sessions.energyWh)} to="/analytics" />
      {revenue && <Figure label={t.overview.revenue} value={revenue.map(r => wholeMoney(r.inclVat, r.currency)).join(" · ") || t.none} to="/bills" />}
      {anomalies && (
        <Figure
          kind={anomalies.high > 0 ? "bad" : anomalies.open > 0 ? "waiting" : "good"}
          label={t.overview.anomalies}
          value={count(anomalies.open)}
          note={anomalies.high > 0 && t.overview.unbilled(count(anomalies.high))}
          to="/anomalies"
          search={{ state: "open" }}
        />
      )}
      <Figure kind={lag > 0 ? "waiting" : "good"} label={t.overview.lag} value={lag > 0 ? t.overview.events(count(lag)) : t.overview.lagNone} to="/system" />
    </div>
  );
}

interface FigureProps {
  kind?: Kind;
  label: string;
  value: string;
  note?: ReactNode;
  to: LinkProps["to"];
  search?: Record<string, string>;
}

const Figure = ({ kind, label, value, note, to, search }: FigureProps) => (
  <Paper withBorder className={classes.figure} renderRoot={props => <Link to={to} search={search as never} {...props} />}>
    <Text size="xs" c="dimmed" component="span">
      {kind ? <Status kind={kind} label={label} /> : label}
    </Text>
    <span className={classes.value}>
      {value}
      {note && (
        <Text span size="sm" c="dimmed" ml={6}>
          {note}
        </Text>
      )}
    </span>
  </Paper>
);
