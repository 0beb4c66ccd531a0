import { Button, Code, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "../../api/client";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";

const texts = t.chargePoints.adding;

export function AddChargePoint({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [id, setId] = useState("");
  const [profile, setProfile] = useState("1");
  const [password, setPassword] = useState("");
  const add = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.POST("/api/v1/charge-points", {
        body: { id, securityProfile: Number(profile), registration: "accepted", ...(password && { password }) },
      });
      if (error) throw error;
      return data;
    },
  });
  const close = () => {
    add.reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={texts.title}>
      {add.data ? (
        <Stack gap="sm">
          {add.data.password && (
            <>
              <Text size="sm">{texts.made}</Text>
              <Code block>{add.data.password}</Code>
            </>
          )}
          <Link to="/charge-points/$id" params={{ id: add.data.id }}>
            {add.data.id}
          </Link>
        </Stack>
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <Stack gap="sm">
            <TextInput label={texts.id} description={texts.idHint} value={id} onChange={event => setId(event.currentTarget.value)} data-autofocus />
            <Select label={texts.profile} allowDeselect={false} data={Object.entries(t.chargePoints.profiles).map(([value, label]) => ({ value, label }))} value={profile} onChange={value => setProfile(value ?? "1")} />
            <TextInput label={texts.password} description={texts.passwordHint} value={password} onChange={event => setPassword(event.currentTarget.value)} autoComplete="off" />
            {add.error && <ProblemNote error={add.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={add.isPending} disabled={!id}>
                {texts.add}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
