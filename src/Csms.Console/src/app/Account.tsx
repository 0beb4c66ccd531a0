import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { ExitIcon, MoonIcon, PersonIcon, ReaderIcon, SunIcon } from "@radix-ui/react-icons";
import { session, useSession } from "../api/session";
import { t } from "../texts";

export function Account() {
  const who = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={t.account.menu}>
          <PersonIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {who && <Menu.Label>{t.account.who(who.name, who.role)}</Menu.Label>}
        <Menu.Item leftSection={scheme === "dark" ? <SunIcon /> : <MoonIcon />} onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}>
          {scheme === "dark" ? t.account.light : t.account.dark}
        </Menu.Item>
        <Menu.Item component="a" href="/api/docs" target="_blank" leftSection={<ReaderIcon />}>
          {t.account.docs}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<ExitIcon />} onClick={() => void session.logOut()}>
          {t.account.logOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
