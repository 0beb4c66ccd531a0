import { Button, Group, SimpleGrid, Slider, Stack, Text, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { api, type Schemas } from "../../api/client";
import { words } from "../../parts/format";
import { Json } from "../../parts/Json";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";
import { Time } from "../../parts/Time";
import { t } from "../../texts";

const MOST = 1000;
const route = getRouteApi("/ledger");
const texts = t.ledger.replay;

/** A stream event by event, each with what it came to. */
export function Replay() {
  const { stream } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Panel title={texts.title}>
      <Stack gap="sm">
        <form
          onSubmit={event => {
            event.preventDefault();
            const typed = String(new FormData(event.currentTarget).get("stream")).trim();
            void navigate({ search: before => ({ ...before, stream: typed || undefined }) });
          }}
        >
          <Group align="end">
            <TextInput key={stream} name="stream" flex={1} maw={520} label={texts.stream} defaultValue={stream} />
            <Button type="submit">{texts.go}</Button>
          </Group>
        </form>
        {stream ? <Replayed key={stream} stream={stream} /> : <Text size="sm" c="dimmed">{texts.none}</Text>}
      </Stack>
    </Panel>
  );
}

function Replayed({ stream }: { stream: string }) {
  const replay = api.useQuery("get", "/api/v1/streams/{id}/replay", { params: { path: { id: stream }, query: { limit: MOST } } });
  return (
    <Loaded read={replay} height={200}>
      {({ items, next }) => (
        <>
          {next && <Text size="sm">{texts.more}</Text>}
          {items.length > 0 && <Steps events={items} />}
        </>
      )}
    </Loaded>
  );
}

function Steps({ events }: { events: readonly Schemas["ReplayedEvent"][] }) {
  const [chosen, choose] = useState(events.length - 1);
  const { event, state } = events[Math.min(chosen, events.length - 1)]!;
  return (
    <Stack gap="sm">
      <Slider min={0} max={events.length - 1} value={chosen} onChange={choose} label={null} thumbLabel={texts.position} thumbProps={{ "aria-valuetext": `${texts.of(chosen + 1, events.length)}: ${words(event.type)}` }} />
      <Group gap="md">
        <Text size="sm" className="number">
          {texts.of(chosen + 1, events.length)}
        </Text>
        <Text size="sm" fw={600}>
          {words(event.type)}
        </Text>
        <Text size="sm" component="div">
          <Time at={event.timestamp} />
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Json label={texts.event} value={{ ...(event.data as object), metadata: event.metadata }} />
        <Json label={texts.state} value={state ?? texts.noState} />
      </SimpleGrid>
    </Stack>
  );
}
