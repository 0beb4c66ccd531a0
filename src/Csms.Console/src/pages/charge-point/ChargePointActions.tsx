import { Button, Menu } from "@mantine/core";
import { ChevronDownIcon } from "@radix-ui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "../../api/client";
import { Confirm } from "../../parts/Confirm";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";
import type { ViewProps } from "./view";

const texts = t.chargePoint.actions;

/** What is asked of the charge point as a whole. */
export function ChargePointActions({ id, calls }: ViewProps) {
  const [confirming, setConfirming] = useState<"Soft" | "Hard" | "remove">();
  const ask = (action: string, payload: Record<string, unknown> = {}) => () => calls.ask({ chargePointId: id, action, payload });
  const reset = (reason?: string) => calls.ask({ chargePointId: id, action: "Reset", payload: { type: confirming }, ...(reason && { reason }) });
  const remove = useRemoval(id);
  const close = () => setConfirming(undefined);
  return (
    <>
      <Button size="xs" variant="default" onClick={ask("TriggerMessage", { requestedMessage: "StatusNotification" })}>
        {texts.status}
      </Button>
      <Button size="xs" variant="default" onClick={() => setConfirming("Soft")}>
        {texts.resetSoft}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" rightSection={<ChevronDownIcon />}>
            {texts.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={ask("TriggerMessage", { requestedMessage: "BootNotification" })}>{texts.boot}</Menu.Item>
          <Menu.Item onClick={ask("TriggerMessage", { requestedMessage: "Heartbeat" })}>{texts.heartbeat}</Menu.Item>
          <Menu.Item onClick={ask("ClearCache")}>{texts.clearCache}</Menu.Item>
          <Menu.Item onClick={ask("ChangeAvailability", { connectorId: 0, type: "Operative" })}>{texts.on}</Menu.Item>
          <Menu.Item onClick={ask("ChangeAvailability", { connectorId: 0, type: "Inoperative" })}>{texts.off}</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => setConfirming("Hard")}>
            {texts.resetHard}
          </Menu.Item>
          <Menu.Item color="red" onClick={() => setConfirming("remove")}>
            {t.chargePoint.remove.action}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {remove.error && <ProblemNote error={remove.error} />}
      <Confirm opened={confirming === "Soft" || confirming === "Hard"} asksWhy title={confirming === "Hard" ? texts.resetHard : texts.resetSoft} word={id} action={texts.resetSoft} onClose={close} onConfirm={reset}>
        {confirming === "Hard" ? texts.confirmHard : texts.confirmReset}
      </Confirm>
      <Confirm opened={confirming === "remove"} title={t.chargePoint.remove.title} word={id} action={t.chargePoint.remove.action} onClose={close} onConfirm={() => remove.mutate()}>
        {t.chargePoint.remove.text}
      </Confirm>
    </>
  );
}

function useRemoval(id: string) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const { error } = await client.DELETE("/api/v1/charge-points/{id}", { params: { path: { id } } });
      if (error) throw error;
    },
    onSuccess: () => navigate({ to: "/charge-points" }),
  });
}
