import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Schemas } from "../../api/client";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";
import { Once } from "./Once";
import { roles } from "./roles";

const texts = t.people.users;

export function NewUser({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [mail, setMail] = useState("");
  const [role, setRole] = useState<string>("operator");
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.POST("/api/v1/users", { body: { name, role: role as Schemas["Role"], ...(mail && { mail }) } });
      if (error) throw error;
      return data;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", "/api/v1/users"] }),
  });
  return (
    <Modal opened onClose={onClose} title={texts.add}>
      {data ? (
        <Once text={texts.once(data.user.name)} secret={data.oneTimePassword} />
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault();
            mutate();
          }}
        >
          <Stack gap="sm">
            <TextInput label={texts.columns.name} value={name} onChange={event => setName(event.currentTarget.value)} data-autofocus autoComplete="off" />
            <TextInput label={texts.mail} type="email" value={mail} onChange={event => setMail(event.currentTarget.value)} autoComplete="off" />
            <Select label={texts.columns.role} allowDeselect={false} data={roles} value={role} onChange={value => value && setRole(value)} />
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
