import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "../../../api/client";
import { ProblemNote } from "../../../parts/ProblemNote";
import { TokenInput } from "../../../parts/TokenInput";
import { t } from "../../../texts";

const HOUR = 3_600_000;
const texts = t.chargePoint.reserveDialog;

/** As an input of type datetime-local has it: by the clock on the wall. */
const wallTime = (at: number) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

interface ReserveDialogProps {
  chargePointId: string;
  connectorId: number;
  onAsked: (callId: string) => void;
  onClose: () => void;
}

export function ReserveDialog({ chargePointId, connectorId, onAsked, onClose }: ReserveDialogProps) {
  const [idTag, setIdTag] = useState("");
  const [until, setUntil] = useState(() => wallTime(Date.now() + HOUR));
  const reserve = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.POST("/api/v1/charge-points/{id}/reservations", {
        params: { path: { id: chargePointId } },
        body: { connectorId, idTag, expiryDate: new Date(until).toISOString() },
      });
      if (error) throw error;
      return data;
    },
    onSuccess: reservation => {
      // A reservation has the id of the call that asked for it.
      onAsked(reservation.id);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={texts.title(connectorId)}>
      <form
        onSubmit={event => {
          event.preventDefault();
          reserve.mutate();
        }}
      >
        <Stack gap="sm">
          <TokenInput value={idTag} onChange={setIdTag} />
          <TextInput type="datetime-local" label={texts.until} value={until} onChange={event => setUntil(event.currentTarget.value)} />
          {reserve.error && <ProblemNote error={reserve.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={reserve.isPending} disabled={!idTag || !until}>
              {texts.reserve}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
