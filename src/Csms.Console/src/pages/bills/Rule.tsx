import { Button, Group, NumberInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Schemas } from "../../api/client";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";

const texts = t.bills.ruling;

/** A held session is billed, or a bill is credited and made anew with another energy: with a reason, by name, for ever. */
export function Rule({ cdr: { cdrId, state } }: { cdr: Schemas["Cdr"] }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const [energy, setEnergy] = useState<number | string>("");
  const held = state === "held";
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: async () => {
      const params = { params: { path: { cdrId } } };
      const energyWh = energy === "" ? undefined : Number(energy);
      const { error } = held
        ? await client.POST("/api/v1/cdrs/{cdrId}/release", { ...params, body: { reason, energyWh } })
        : await client.POST("/api/v1/cdrs/{cdrId}/corrections", { ...params, body: { reason, energyWh } });
      if (error) throw error;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", "/api/v1/cdrs"] }),
  });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput label={texts.reason} value={reason} onChange={event => setReason(event.currentTarget.value)} maxLength={500} />
        <NumberInput label={texts.energy} description={held ? texts.energyHint : undefined} min={0} allowDecimal={false} value={energy} onChange={setEnergy} />
        {error && <ProblemNote error={error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={isPending} disabled={!reason || isSuccess || (!held && energy === "")}>
            {held ? t.bills.release : t.bills.correct}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
