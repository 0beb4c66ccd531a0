import { Center, Paper, Stack, Tabs, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { t } from "../../texts";
import { KeyForm } from "./KeyForm";
import { PasswordForm } from "./PasswordForm";

export function LoginPage() {
  useDocumentTitle(`${t.login.title} · ${t.product}`);
  return (
    <Center mih="100dvh" component="main" p="md">
      <Paper withBorder p="lg" w={400} maw="100%">
        <Stack gap="sm">
          <Title order={1} size="h3">
            {t.login.title}
          </Title>
          <Tabs defaultValue="person" keepMounted={false}>
            <Tabs.List mb="sm">
              <Tabs.Tab value="person">{t.login.person}</Tabs.Tab>
              <Tabs.Tab value="key">{t.login.key}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="person">
              <PasswordForm />
            </Tabs.Panel>
            <Tabs.Panel value="key">
              <KeyForm />
            </Tabs.Panel>
          </Tabs>
        </Stack>
      </Paper>
    </Center>
  );
}
