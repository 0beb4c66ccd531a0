import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Schemas } from "../../../api/client";
import { ProblemNote } from "../../../parts/ProblemNote";
import { t } from "../../../texts";

type Key = Schemas["ConfigurationKey"];
const texts = t.configuration.dialog;

interface DesireDialogProps {
  id: string;
  keys: readonly Key[];
  edited: Key;
  onClose: () => void;
}

/** The API takes all that is desired at once; the ETag keeps two people from undoing each other's wishes. */
export function DesireDialog({ id, keys, edited, onClose }: DesireDialogProps) {
  const [value, setValue] = useState(edited.desired?.value ?? edited.value ?? "");
  const save = useMutation({
    mutationFn: async () => {
      const path = { params: { path: { id } } };
      const now = await client.GET("/api/v1/charge-points/{id}/configuration", path);
      if (now.error) throw now.error;
      const desired = Object.fromEntries(keysDesired(now.data.keys.length > 0 ? now.data.keys : keys));
      const { [edited.key]: _, ...others } = desired;
      const etag = now.response.headers.get("ETag");
      const { error } = await client.PUT("/api/v1/charge-points/{id}/configuration/desired", {
        params: { path: { id }, ...(etag && { header: { "If-Match": etag } }) },
        body: { values: value === "" ? others : { ...others, [edited.key]: value } },
      });
      if (error) throw error;
    },
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={edited.key}>
      <form
        onSubmit={event => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput label={texts.desired} description={texts.hint} value={value} onChange={event => setValue(event.currentTarget.value)} data-autofocus />
          {save.error && <ProblemNote error={save.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {texts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const keysDesired = (keys: readonly Key[]) => keys.flatMap(({ key, desired }) => (desired ? [[key, desired.value] as const] : []));
