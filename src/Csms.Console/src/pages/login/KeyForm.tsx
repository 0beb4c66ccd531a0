import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { session } from "../../api/session";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";

export function KeyForm() {
  const [key, setKey] = useState("");
  const { mutate, error, isPending } = useMutation({ mutationFn: () => session.logInWithKey(key.trim()) });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap="sm">
        <PasswordInput
          label={t.login.key}
          description={t.login.keyHint}
          value={key}
          onChange={event => setKey(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t.login.show }}
          autoComplete="off"
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
  );
}
