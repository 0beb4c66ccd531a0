import { Kbd, Modal, Table } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useEffect } from "react";
import { useMay } from "../api/session";
import { t } from "../texts";
import { places } from "./places";
import { isTyping } from "./useGoKeys";

/** "?" lists what can be done by keys. */
export function KeysHelp() {
  const [opened, { open, close }] = useDisclosure();
  const may = useMay();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "?" && !isTyping(event)) open();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [open]);
  const keys: readonly (readonly [string, string])[] = [
    [t.shell.findKeys, t.keys.find],
    ["/", t.keys.search],
    ["↑ ↓", t.keys.rows],
    ...places.filter(({ needs }) => !needs || may(needs)).map(({ key, label }) => [`g ${key}`, label] as const),
  ];
  return (
    <Modal opened={opened} onClose={close} title={t.keys.title}>
      <Table fz="sm" aria-label={t.keys.title}>
        <Table.Tbody>
          {keys.map(([key, what]) => (
            <Table.Tr key={key}>
              <Table.Th scope="row">
                <Kbd>{key}</Kbd>
              </Table.Th>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
