import { AppShell, Burger, Group, NavLink, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { LightningBoltIcon, MagnifyingGlassIcon } from "@radix-ui/react-icons";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useLiveUpdates } from "../api/live";
import { useMay, useSession } from "../api/session";
import { ChangePasswordPage } from "../pages/login/ChangePasswordPage";
import { LoginPage } from "../pages/login/LoginPage";
import { UndoBar } from "../parts/undo/UndoBar";
import { t } from "../texts";
import { Account } from "./Account";
import { CommandPalette, openCommands } from "./CommandPalette";
import { KeysHelp } from "./KeysHelp";
import { LiveMark } from "./LiveMark";
import { places } from "./places";
import classes from "./Shell.module.css";
import { useGoKeys } from "./useGoKeys";

export function Shell() {
  const who = useSession();
  if (who === undefined) return null;
  if (who === null) return <LoginPage />;
  return who.mustChangePassword ? <ChangePasswordPage /> : <Inside />;
}

function Inside() {
  const [opened, { toggle, close }] = useDisclosure();
  const live = useLiveUpdates();
  useGoKeys();
  return (
    <AppShell header={{ height: 48 }} navbar={{ width: 200, breakpoint: "sm", collapsed: { mobile: !opened } }} padding="md">
      <a className="skip" href="#content">
        {t.shell.skip}
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t.shell.navigation} />
            <Link to="/" className={classes.brand}>
              <LightningBoltIcon aria-hidden="true" /> {t.product}
            </Link>
          </Group>
          <UnstyledButton className={classes.find} onClick={openCommands}>
            <MagnifyingGlassIcon aria-hidden="true" />
            <span>{t.shell.find}</span>
            <kbd>{t.shell.findKeys}</kbd>
          </UnstyledButton>
          <Group gap="sm" wrap="nowrap">
            <LiveMark state={live} />
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t.shell.navigation}>
        <Navigation onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Outlet />
      </AppShell.Main>
      <CommandPalette />
      <KeysHelp />
      <UndoBar />
    </AppShell>
  );
}

function Navigation({ onGo }: { onGo: () => void }) {
  const { pathname } = useLocation();
  const may = useMay();
  return places.filter(({ needs }) => !needs || may(needs)).map(({ to, label, icon: Icon, key }) => (
    <NavLink
      key={to}
      component={Link}
      to={to}
      onClick={onGo}
      label={label}
      leftSection={<Icon aria-hidden="true" />}
      rightSection={
        <Text size="xs" c="dimmed" aria-hidden="true" visibleFrom="sm">
          g {key}
        </Text>
      }
      active={to === "/" ? pathname === "/" : pathname.startsWith(to)}
      className={classes.place}
    />
  ));
}
