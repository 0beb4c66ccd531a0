import { Button, Group, Menu } from "@mantine/core";
import { ChevronDownIcon, PlayIcon, StopIcon } from "@radix-ui/react-icons";
import { useState } from "react";
import type { Schemas } from "../../../api/client";
import type { Calls } from "../../../parts/calls/CallResults";
import { t } from "../../../texts";
import { ReserveDialog } from "./ReserveDialog";
import { StartDialog } from "./StartDialog";

interface ConnectorActionsProps {
  chargePointId: string;
  connectorId: number;
  session: Schemas["Transaction"] | undefined;
  calls: Calls;
}

const texts = t.chargePoint.actions;

export function ConnectorActions({ chargePointId, connectorId, session, calls }: ConnectorActionsProps) {
  const [dialog, setDialog] = useState<"start" | "reserve">();
  const ask = (action: string, payload: Record<string, unknown>) => () => calls.ask({ chargePointId, action, payload });
  const close = () => setDialog(undefined);
  return (
    <Group gap="xs">
      {session ? (
        <Button size="xs" leftSection={<StopIcon />} color="red" onClick={ask("RemoteStopTransaction", { transactionId: session.transactionId })}>
          {texts.stop}
        </Button>
      ) : (
        <Button size="xs" leftSection={<PlayIcon />} onClick={() => setDialog("start")}>
          {texts.start}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={ask("UnlockConnector", { connectorId })}>
        {texts.unlock}
      </Button>
      <Menu>
        <Menu.Target>
          <Button size="xs" variant="default" rightSection={<ChevronDownIcon />} aria-label={`${texts.more}: ${t.chargePoint.connector(connectorId)}`}>
            {texts.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={ask("ChangeAvailability", { connectorId, type: "Operative" })}>{texts.on}</Menu.Item>
          <Menu.Item onClick={ask("ChangeAvailability", { connectorId, type: "Inoperative" })}>{texts.off}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setDialog("reserve")}>{texts.reserve}</Menu.Item>
          <Menu.Item onClick={ask("TriggerMessage", { requestedMessage: "StatusNotification", connectorId })}>{texts.status}</Menu.Item>
          <Menu.Item onClick={ask("TriggerMessage", { requestedMessage: "MeterValues", connectorId })}>{texts.meter}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === "start" && <StartDialog connectorId={connectorId} onClose={close} onStart={idTag => ask("RemoteStartTransaction", { connectorId, idTag })()} />}
      {dialog === "reserve" && <ReserveDialog chargePointId={chargePointId} connectorId={connectorId} onClose={close} onAsked={calls.follow} />}
    </Group>
  );
}
