import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { t } from "../texts";

interface ConfirmProps {
  opened: boolean;
  title: string;
  /** What has to be typed: the name of the thing that will be gone. */
  word: string;
  action: string;
  children: ReactNode;
  onClose: () => void;
  onConfirm: () => void;
}

/** For what cannot be undone. */
export function Confirm({ opened, title, word, action, children, onClose, onConfirm }: ConfirmProps) {
  const [typed, setTyped] = useState("");
  const close = () => {
    setTyped("");
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <form
        onSubmit={event => {
          event.preventDefault();
          close();
          onConfirm();
        }}
      >
        <Stack gap="sm">
          <Text size="sm" component="div">
            {children}
          </Text>
          <TextInput label={t.confirm.type(word)} value={typed} onChange={event => setTyped(event.currentTarget.value)} data-autofocus autoComplete="off" />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t.confirm.cancel}
            </Button>
            <Button type="submit" color="red" disabled={typed !== word}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
