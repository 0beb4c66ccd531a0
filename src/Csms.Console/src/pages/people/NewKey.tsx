import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Schemas } from "../../api/client";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";
import { Once } from "./Once";
import { roles } from "./roles";

const texts = t.people.keys;

export function NewKey({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [role, setRole] = useState<string>("auditor");
  const [expires, setExpires] = useState("");
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.POST("/api/v1/api-keys", { body: { name, role: role as Schemas["Role"], ...(expires && { expiresAt: new Date(expires).toISOString() }) } });
      if (error) throw error;
      return data;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", "/api/v1/api-keys"] }),
  });
  return (
    <Modal opened onClose={onClose} title={texts.add}>
      {data ? (
        <Once text={texts.once} secret={data.secret} />
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault();
            mutate();
          }}
        >
          <Stack gap="sm">
            <TextInput label={texts.columns.name} description={texts.nameHint} value={name} onChange={event => setName(event.currentTarget.value)} data-autofocus autoComplete="off" />
            <Select label={t.people.users.columns.role} allowDeselect={false} data={roles} value={role} onChange={value => value && setRole(value)} />
            <TextInput type="datetime-local" label={t.columns.expires} value={expires} onChange={event => setExpires(event.currentTarget.value)} />
            {error && <ProblemNote error={error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={isPending} disabled={!name}>
                {texts.add}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
