import { Button, Center, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "../../api/client";
import { session } from "../../api/session";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";

const texts = t.login.change;

/** A one-time password opens nothing but this. */
export function ChangePasswordPage() {
  useDocumentTitle(`${texts.title} · ${t.product}`);
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      const { error } = await client.PUT("/api/v1/session/password", { body: { currentPassword: current, newPassword: wanted } });
      if (error) throw error;
      await session.resume();
    },
  });
  const shared = { visibilityToggleButtonProps: { "aria-label": t.login.show } };
  return (
    <Center mih="100dvh" component="main" p="md">
      <Paper withBorder p="lg" w={400} maw="100%">
        <form
          onSubmit={event => {
            event.preventDefault();
            mutate();
          }}
        >
          <Stack gap="sm">
            <Title order={1} size="h3">
              {texts.title}
            </Title>
            <Text size="sm">{texts.why}</Text>
            <PasswordInput {...shared} label={texts.current} value={current} onChange={event => setCurrent(event.currentTarget.value)} autoComplete="current-password" />
            <PasswordInput {...shared} label={texts.wanted} value={wanted} onChange={event => setWanted(event.currentTarget.value)} autoComplete="new-password" />
            {error && <ProblemNote error={error} />}
            <Button type="submit" loading={isPending} disabled={!current || !wanted}>
              {texts.save}
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
