import { Button, Group, Menu, Paper, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { ChevronDownIcon } from "@radix-ui/react-icons";
import { Confirm } from "../../parts/Confirm";
import type { Selection } from "../../parts/table/useSelection";
import { t } from "../../texts";
import { BulkResult } from "./BulkResult";
import { useBulk } from "./useBulk";

const wholeChargePoint = { connectorId: 0 };

/** What can be done with many at once. It shows what became of each request, not that it was made. */
export function BulkBar({ selection, waiting }: { selection: Selection; waiting: boolean }) {
  const bulk = useBulk();
  const [resetting, { open, close }] = useDisclosure();
  const n = selection.ids.length;
  if (n === 0 && !bulk.asked) return null;
  const ask = (action: string, payload: Record<string, unknown>) => () => bulk.ask(selection.ids, action, payload);
  return (
    <Paper withBorder p="xs" mb="sm">
      <Group gap="xs">
        {n > 0 && (
          <>
            <Text size="sm" fw={600}>
              {t.chargePoints.selected(n)}
            </Text>
            <Button size="xs" variant={waiting ? "filled" : "default"} onClick={() => bulk.register(selection.ids, "accepted")}>
              {t.chargePoints.accept}
            </Button>
            <Button size="xs" variant="default" onClick={() => bulk.register(selection.ids, "rejected")}>
              {t.chargePoints.reject}
            </Button>
            <Menu>
              <Menu.Target>
                <Button size="xs" variant="default" rightSection={<ChevronDownIcon />}>
                  {t.chargePoints.bulk}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={ask("TriggerMessage", { requestedMessage: "StatusNotification" })}>{t.chargePoints.trigger}</Menu.Item>
                <Menu.Item onClick={ask("GetConfiguration", {})}>{t.chargePoints.readConfiguration}</Menu.Item>
                <Menu.Divider />
                <Menu.Item onClick={ask("ChangeAvailability", { ...wholeChargePoint, type: "Operative" })}>{t.chargePoints.availability.on}</Menu.Item>
                <Menu.Item onClick={ask("ChangeAvailability", { ...wholeChargePoint, type: "Inoperative" })}>{t.chargePoints.availability.off}</Menu.Item>
                <Menu.Item color="red" onClick={open}>
                  {t.chargePoints.reset.soft}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <Button size="xs" variant="subtle" onClick={selection.clear}>
              {t.chargePoints.unselect}
            </Button>
          </>
        )}
        {bulk.asked && <BulkResult bulk={bulk} />}
      </Group>
      <Confirm opened={resetting} title={t.chargePoints.reset.title(n)} word={t.chargePoints.reset.word} action={t.chargePoints.reset.action} onClose={close} onConfirm={ask("Reset", { type: "Soft" })}>
        {t.chargePoints.reset.text}
      </Confirm>
    </Paper>
  );
}
