import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import { TokenInput } from "../../../parts/TokenInput";
import { t } from "../../../texts";

const texts = t.chargePoint.startDialog;

interface StartDialogProps {
  connectorId: number;
  onStart: (idTag: string) => void;
  onClose: () => void;
}

export function StartDialog({ connectorId, onStart, onClose }: StartDialogProps) {
  const [idTag, setIdTag] = useState("");
  return (
    <Modal opened onClose={onClose} title={texts.title(connectorId)}>
      <form
        onSubmit={event => {
          event.preventDefault();
          onClose();
          onStart(idTag);
        }}
      >
        <Stack gap="sm">
          <TokenInput value={idTag} onChange={setIdTag} description={texts.hint} />
          <Group justify="flex-end">
            <Button type="submit" disabled={!idTag}>
              {texts.start}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
