import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { ActivityLogIcon, LightningBoltIcon, MagnifyingGlassIcon, MoonIcon } from "@radix-ui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import { useMay } from "../api/session";
import { t } from "../texts";
import { places, views } from "./places";

const [store, commands] = createSpotlight();
export const openCommands = commands.open;

const FOUND = 8;

/** Goes anywhere by name: pages, charge points, sessions by number. */
export function CommandPalette() {
  const [query, setQuery] = useState("");
  const { found, searching } = useFound(query.trim());
  const actions = [...found, ...usePlaces()];
  const enter = useLateEnter(found, searching);
  return (
    <Spotlight
      store={store}
      actions={actions}
      query={query}
      onQueryChange={text => {
        enter.forget();
        setQuery(text);
      }}
      onSpotlightClose={enter.forget}
      shortcut={["mod + K"]}
      nothingFound={t.commands.nothing}
      searchProps={{ leftSection: <MagnifyingGlassIcon />, placeholder: t.commands.placeholder, "aria-label": t.shell.find, onKeyDown: enter.onKeyDown }}
      highlightQuery
      scrollable
      maxHeight={420}
    />
  );
}

/** What is found comes after what was typed: then the first of it is selected, and Enter that was pressed in between counts. */
function useLateEnter(found: readonly SpotlightActionGroupData[], searching: boolean) {
  const pressed = useRef(false);
  const shown = found.flatMap(({ actions }) => actions.map(({ id }) => id)).join();
  useEffect(() => {
    if (!shown || searching) return;
    const first = selectFirst();
    if (pressed.current) first?.click();
    pressed.current = false;
  }, [shown, searching]);
  return {
    forget: () => void (pressed.current = false),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === "Enter") pressed.current = searching;
    },
  };
}

/** As Spotlight does it when something is typed; what comes later it leaves unselected. */
function selectFirst() {
  const list = document.getElementById(store.getState().listId);
  const first = list?.querySelector<HTMLElement>("[data-action]");
  list?.querySelector("[data-selected]")?.removeAttribute("data-selected");
  first?.setAttribute("data-selected", "true");
  store.updateState(state => ({ ...state, selected: 0 }));
  return first;
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
    {
      group: t.commands.views,
      actions: views
        .filter(({ needs }) => !needs || may(needs))
        .map(({ label, to, search }) => ({ id: label, label, leftSection: <MagnifyingGlassIcon />, onClick: () => void navigate({ to, search: search as never }) })),
    },
    { group: t.commands.view, actions: [{ id: "scheme", label: t.commands.scheme, leftSection: <MoonIcon />, onClick: toggleColorScheme }] },
  ];
}

function useFound(query: string): { found: SpotlightActionGroupData[]; searching: boolean } {
  const navigate = useNavigate();
  const [search] = useDebouncedValue(query, 150);
  const { data, isLoading } = api.useQuery("get", "/api/v1/charge-points", { params: { query: { search, limit: FOUND } } }, { enabled: search.length > 1 });
  const upToDate = search === query;
  // What was found for less than is typed by now must not be gone to by Enter.
  const found: SpotlightActionData[] = (upToDate && data ? data.items : []).map(({ id, boot }) => ({
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
  return { found: found.length > 0 ? [{ group: t.places.chargePoints, actions: found }] : [], searching: query.length > 1 && (isLoading || !upToDate) };
}
