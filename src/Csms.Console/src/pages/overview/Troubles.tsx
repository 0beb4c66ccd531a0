import { Badge, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/client";
import { words } from "../../parts/format";
import { Panel } from "../../parts/Panel";
import { Status } from "../../parts/Status";
import { Since } from "../../parts/Time";
import classes from "./Troubles.module.css";

interface TroublesProps {
  title: string;
  kind: "faulted" | "offline";
  troubles: readonly Schemas["Trouble"][];
  empty: string;
}

export const Troubles = ({ title, kind, troubles, empty }: TroublesProps) => (
  <Panel title={title} aside={troubles.length > 0 && <Badge color={kind === "faulted" ? "red" : "gray"} variant="light">{troubles.length}</Badge>}>
    {troubles.length === 0 ? (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    ) : (
      <ul className={classes.list} tabIndex={0} aria-label={title}>
        {troubles.map(trouble => (
          <li key={`${trouble.chargePointId} ${trouble.connectorId}`}>
            <Link to="/charge-points/$id" params={{ id: trouble.chargePointId }}>
              {trouble.chargePointId}
              {trouble.connectorId ? ` · ${trouble.connectorId}` : ""}
            </Link>
            <Status kind={kind === "faulted" ? "bad" : "off"} label={words(trouble.code ?? "")} title={trouble.info ?? trouble.vendorErrorCode ?? undefined} />
            <span>
              <Since at={trouble.since} />
            </span>
          </li>
        ))}
      </ul>
    )}
  </Panel>
);
