import { Stack, Text } from "@mantine/core";
import { api, type Schemas } from "../../../api/client";
import { Json } from "../../../parts/Json";
import { Time } from "../../../parts/Time";
import { t } from "../../../texts";
import type { Exchange } from "./exchanges";

export function ExchangeDetails({ exchange }: { exchange: Exchange }) {
  const { request } = exchange;
  const answer = useAnswer(exchange);
  return (
    <Stack gap="sm">
      <Frame name={t.log.request} frame={request} />
      {answer ? <Frame name={t.log.answer} frame={answer} /> : request.kind === "call" && request.answerId == null && <Text size="sm">{t.log.noAnswer}</Text>}
    </Stack>
  );
}

/** A filter may have left out what a request was answered. */
function useAnswer({ request: { chargePointId, uniqueId, answerId }, answer }: Exchange) {
  const query = { ...(chargePointId && { chargePointId }), ...(uniqueId && { uniqueId }) };
  const { data } = api.useQuery("get", "/api/v1/journal", { params: { query } }, { enabled: !answer && answerId != null });
  return answer ?? data?.items.find(({ id }) => id === answerId);
}

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
