import { Button, Fieldset, Group, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Schemas } from "../../api/client";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";
import { repairInWords } from "./repair";

type Anomaly = Schemas["Anomaly"];
type Choice = "ignore" | "bill" | "useStop";
const texts = t.anomalies;

/** What can be decided depends on what is doubtful: only a held session has an energy, only a lost end a session it may belong to. */
const choicesOf = ({ kind }: Anomaly): readonly Choice[] =>
  kind === "startWithoutStop" || kind === "energyDoubtful" ? ["bill", "ignore"] : kind === "stopWithoutStart" ? ["useStop", "ignore"] : ["ignore"];

const isNumber = (value: number | string): value is number => typeof value === "number";

/** The suggestion is carried out, or something else: with a reason, by name, for ever. Shown as done when the anomaly read anew says so. */
export function Decide({ anomaly, version }: { anomaly: Anomaly; version: string | undefined }) {
  const queries = useQueryClient();
  const choices = choicesOf(anomaly);
  const [reason, setReason] = useState("");
  const [choice, setChoice] = useState(choices[0]!);
  const [energy, setEnergy] = useState<number | string>("");
  const [stoppedAt, setStoppedAt] = useState("");
  const [session, setSession] = useState<number | string>("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (accepts: boolean) => {
      const params = { params: { path: { id: anomaly.id }, header: { "If-Match": version } } };
      const { error } = accepts
        ? await client.POST("/api/v1/anomalies/{id}/accept", { ...params, body: { reason } })
        : await client.POST("/api/v1/anomalies/{id}/override", { ...params, body: { reason, ...otherwise } });
      if (error) throw error;
    },
    onSettled: () => Promise.all(["/api/v1/anomalies", "/api/v1/anomalies/{id}", "/api/v1/cdrs"].map(path => queries.invalidateQueries({ queryKey: ["get", path] }))),
  });
  const otherwise = {
    ignore: choice === "ignore",
    ...(choice === "bill" && isNumber(energy) && { energyWh: energy }),
    ...(choice === "bill" && stoppedAt && { stoppedAt: new Date(stoppedAt).toISOString() }),
    ...(choice === "useStop" && isNumber(session) && { transactionId: session }),
  };
  const complete = choice === "ignore" || (choice === "bill" ? isNumber(energy) || stoppedAt !== "" : isNumber(session));
  return (
    <Stack gap="sm">
      <TextInput label={texts.reason} value={reason} onChange={event => setReason(event.currentTarget.value)} maxLength={500} />
      {error && <ProblemNote error={error} />}
      {anomaly.suggestion && (
        <Group justify="space-between">
          <Text size="sm" fw={600}>
            {repairInWords(anomaly.suggestion)}
          </Text>
          <Button loading={isPending} disabled={!reason} onClick={() => mutate(true)}>
            {texts.accept}
          </Button>
        </Group>
      )}
      <Fieldset legend={texts.otherwise}>
        <Stack gap="sm">
          <Select aria-label={texts.otherwise} allowDeselect={false} data={choices.map(value => ({ value, label: texts.choices[value]! }))} value={choice} onChange={value => value && setChoice(value as Choice)} />
          {choice === "bill" && <NumberInput label={texts.energy} min={0} allowDecimal={false} value={energy} onChange={setEnergy} />}
          {choice === "bill" && <TextInput type="datetime-local" step="1" label={texts.stoppedAt} description={texts.stoppedAtHint} value={stoppedAt} onChange={event => setStoppedAt(event.currentTarget.value)} />}
          {choice === "useStop" && <NumberInput label={texts.session} min={0} allowDecimal={false} value={session} onChange={setSession} />}
          <Group justify="flex-end">
            <Button variant="default" loading={isPending} disabled={!reason || !complete} onClick={() => mutate(false)}>
              {texts.override}
            </Button>
          </Group>
        </Stack>
      </Fieldset>
    </Stack>
  );
}
