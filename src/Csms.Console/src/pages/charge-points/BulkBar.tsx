import { Button, Group, Menu, Paper, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { ChevronDownIcon } from "@radix-ui/react-icons";
import { bulk } from "../../parts/bulk/bulk";
import { Confirm } from "../../parts/Confirm";
import type { Selection } from "../../parts/table/useSelection";
import { offerUndo } from "../../parts/undo/undo";
import { t } from "../../texts";

const wholeChargePoint = { connectorId: 0 };

/** What can be done with many at once. What became of each is shown beside it. */
export function BulkBar({ selection, waiting }: { selection: Selection; waiting: boolean }) {
  const [resetting, { open, close }] = useDisclosure();
  const { ids } = selection;
  if (ids.length === 0) return null;
  const ask = (action: string, payload: Record<string, unknown>) => (reason?: string) => void bulk.ask(ids, action, payload, reason);
  const register = (registration: "accepted" | "rejected") => async () => {
    await bulk.register(ids, registration);
    // Those that waited can be put back among those that wait.
    if (waiting) offerUndo(t.undo.registeredMany(ids.length, t.chargePoints.registrations[registration] ?? registration), () => bulk.register(ids, "pending"));
  };
  return (
    <Paper withBorder p="xs" mb="sm">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t.chargePoints.selected(ids.length)}
        </Text>
        <Button size="xs" variant={waiting ? "filled" : "default"} onClick={() => void register("accepted")()}>
          {t.chargePoints.accept}
        </Button>
        <Button size="xs" variant="default" onClick={() => void register("rejected")()}>
          {t.chargePoints.reject}
        </Button>
        <Menu>
          <Menu.Target>
            <Button size="xs" variant="default" rightSection={<ChevronDownIcon />}>
              {t.chargePoints.bulk}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => ask("TriggerMessage", { requestedMessage: "StatusNotification" })()}>{t.chargePoints.trigger}</Menu.Item>
            <Menu.Item onClick={() => ask("GetConfiguration", {})()}>{t.chargePoints.readConfiguration}</Menu.Item>
            <Menu.Divider />
            <Menu.Item onClick={() => ask("ChangeAvailability", { ...wholeChargePoint, type: "Operative" })()}>{t.chargePoints.availability.on}</Menu.Item>
            <Menu.Item onClick={() => ask("ChangeAvailability", { ...wholeChargePoint, type: "Inoperative" })()}>{t.chargePoints.availability.off}</Menu.Item>
            <Menu.Item color="red" onClick={open}>
              {t.chargePoints.reset.soft}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button size="xs" variant="subtle" onClick={selection.clear}>
          {t.chargePoints.unselect}
        </Button>
      </Group>
      <Confirm opened={resetting} asksWhy title={t.chargePoints.reset.title(ids.length)} word={t.chargePoints.reset.word} action={t.chargePoints.reset.action} onClose={close} onConfirm={ask("Reset", { type: "Soft" })}>
        {t.chargePoints.reset.text}
      </Confirm>
    </Paper>
  );
}
