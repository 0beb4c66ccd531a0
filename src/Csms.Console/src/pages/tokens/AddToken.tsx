import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Schemas } from "../../api/client";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";

const texts = t.tokens.dialog;

export function AddToken({ onClose }: { onClose: () => void }) {
  const [idTag, setIdTag] = useState("");
  const [status, setStatus] = useState("accepted");
  const [parentIdTag, setParent] = useState("");
  const [expires, setExpires] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      const { error } = await client.POST("/api/v1/tokens", {
        body: { idTag, status: status as Schemas["TokenStatus"], ...(parentIdTag && { parentIdTag }), ...(expires && { expiryDate: new Date(expires).toISOString() }) },
      });
      if (error) throw error;
    },
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={texts.title}>
      <form
        onSubmit={event => {
          event.preventDefault();
          mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput label={t.columns.idTag} maxLength={20} value={idTag} onChange={event => setIdTag(event.currentTarget.value)} data-autofocus />
          <Select label={t.tokens.status} allowDeselect={false} data={Object.entries(t.tokens.statuses).map(([value, label]) => ({ value, label }))} value={status} onChange={value => setStatus(value ?? "accepted")} />
          <TextInput label={texts.parent} maxLength={20} value={parentIdTag} onChange={event => setParent(event.currentTarget.value)} />
          <TextInput type="datetime-local" label={texts.expires} value={expires} onChange={event => setExpires(event.currentTarget.value)} />
          {error && <ProblemNote error={error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={isPending} disabled={!idTag}>
              {texts.add}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
