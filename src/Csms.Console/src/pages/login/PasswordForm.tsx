import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { session } from "../../api/session";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";

export function PasswordForm() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { mutate, error, isPending } = useMutation({ mutationFn: () => session.logIn(name, password) });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput label={t.login.name} value={name} onChange={event => setName(event.currentTarget.value)} autoComplete="username" autoFocus />
        <PasswordInput
          label={t.login.password}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t.login.show }}
          autoComplete="current-password"
        />
        {error && <ProblemNote error={error} />}
        <Button type="submit" loading={isPending} disabled={!name || !password}>
          {t.login.enter}
        </Button>
      </Stack>
    </form>
  );
}
