import { Stack, Text } from "@mantine/core";
import type { Schemas } from "../../../api/client";
import { Json } from "../../../parts/Json";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { Exchange } from "./exchanges";

export const ExchangeDetails = ({ exchange: { request, answer } }: { exchange: Exchange }) => (
  <Stack gap="sm">
    <Frame name={t.log.request} frame={request} />
    {answer ? <Frame name={t.log.answer} frame={answer} /> : request.kind === "call" && <Text size="sm">{t.log.noAnswer}</Text>}
  </Stack>
);

const Frame = ({ name, frame }: { name: string; frame: Schemas["JournalFrame"] }) => (
  <section>
    <Text size="sm" fw={600} component="h3" mb={4}>
      {name} · <Time at={frame.at} />
    </Text>
    {frame.detail && <Text size="sm">{frame.detail}</Text>}
    {frame.withheld && frame.withheld.length > 0 && (
      <Text size="xs" c="dimmed">
        {t.log.withheld(frame.withheld.join(", "))}
      </Text>
    )}
    <Json label={name} value={readable(frame)} />
  </section>
);

function readable({ frame, frameBase64 }: Schemas["JournalFrame"]): unknown {
  try {
    return JSON.parse(frame ?? "");
  } catch {
    return frame ?? frameBase64 ?? "";
  }
}
