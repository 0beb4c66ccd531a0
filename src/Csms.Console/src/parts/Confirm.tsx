import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { t } from "../texts";

const LONGEST_REASON = 200;

interface ConfirmProps {
  opened: boolean;
  title: string;
  /** What has to be typed: the name of the thing that will be gone. */
  word: string;
  action: string;
  children: ReactNode;
  /** Whether a reason may be given, which is kept with what was asked. */
  asksWhy?: boolean;
  onClose: () => void;
  onConfirm: (reason?: string) => void;
}

/** For what cannot be undone. */
export function Confirm({ opened, title, word, action, children, asksWhy, onClose, onConfirm }: ConfirmProps) {
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const close = () => {
    setTyped("");
    setReason("");
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <form
        onSubmit={event => {
          event.preventDefault();
          close();
          onConfirm(reason.trim() || undefined);
        }}
      >
        <Stack gap="sm">
          <Text size="sm" component="div">
            {children}
          </Text>
          {asksWhy && <TextInput label={t.confirm.reason} maxLength={LONGEST_REASON} value={reason} onChange={event => setReason(event.currentTarget.value)} autoComplete="off" />}
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
