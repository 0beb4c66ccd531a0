import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { ActivityLogIcon, LightningBoltIcon, MagnifyingGlassIcon, MoonIcon } from "@radix-ui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client";
import { useMay } from "../api/session";
import { t } from "../texts";
import { places } from "./places";

const [store, commands] = createSpotlight();
export const openCommands = commands.open;

const FOUND = 8;

/** Goes anywhere by name: pages, charge points, sessions by number. */
export function CommandPalette() {
  const [query, setQuery] = useState("");
  const actions = [...useFound(query.trim()), ...usePlaces()];
  return (
    <Spotlight
      store={store}
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      shortcut={["mod + K"]}
      nothingFound={t.commands.nothing}
      searchProps={{ leftSection: <MagnifyingGlassIcon />, placeholder: t.commands.placeholder, "aria-label": t.shell.find }}
      highlightQuery
      scrollable
      maxHeight={420}
    />
  );
}

function usePlaces(): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const may = useMay();
  const { toggleColorScheme } = useMantineColorScheme();
  return [
    {
      group: t.commands.go,
      actions: places.filter(({ needs }) => !needs || may(needs)).map(({ to, label, icon: Icon }) => ({ id: to, label, leftSection: <Icon />, onClick: () => void navigate({ to }) })),
    },
    { group: t.commands.view, actions: [{ id: "scheme", label: t.commands.scheme, leftSection: <MoonIcon />, onClick: toggleColorScheme }] },
  ];
}

function useFound(query: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const [search] = useDebouncedValue(query, 150);
  const { data } = api.useQuery("get", "/api/v1/charge-points", { params: { query: { search, limit: FOUND } } }, { enabled: search.length > 1 });
  const found: SpotlightActionData[] = (data?.items ?? []).map(({ id, boot }) => ({
    id: `charge-point ${id}`,
    label: id,
    description: boot ? `${boot.vendor} ${boot.model}` : "",
    keywords: query,
    leftSection: <LightningBoltIcon />,
    onClick: () => void navigate({ to: "/charge-points/$id", params: { id } }),
  }));
  if (/^\d+$/.test(query))
    found.push({
      id: "session",
      label: t.commands.session(query),
      leftSection: <ActivityLogIcon />,
      onClick: () => void navigate({ to: "/sessions/$id", params: { id: query } }),
    });
  return found.length > 0 ? [{ group: t.places.chargePoints, actions: found }] : [];
}
