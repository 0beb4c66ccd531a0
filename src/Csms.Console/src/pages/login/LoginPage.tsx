import { Button, Center, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { logInWithKey } from "../../api/login";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";

export function LoginPage() {
  useDocumentTitle(`${t.login.title} · ${t.product}`);
  const [key, setKey] = useState("");
  const { mutate, error, isPending } = useMutation({ mutationFn: logInWithKey });
  return (
    <Center mih="100dvh" component="main" p="md">
      <Paper withBorder p="lg" w={380} maw="100%">
        <form
          onSubmit={event => {
            event.preventDefault();
            mutate(key.trim());
          }}
        >
          <Stack gap="sm">
            <Title order={1} size="h3">
              {t.login.title}
            </Title>
            <PasswordInput
              label={t.login.key}
              description={t.login.keyHint}
              value={key}
              onChange={event => setKey(event.currentTarget.value)}
              visibilityToggleButtonProps={{ "aria-label": t.login.show }}
              autoComplete="off"
              autoFocus
            />
            {error && <ProblemNote error={error} />}
            <Button type="submit" loading={isPending} disabled={!key.trim()}>
              {t.login.enter}
            </Button>
            <Text size="xs" c="dimmed">
              {t.login.stays}
            </Text>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
