import { Button, Drawer, Group, JsonInput, NumberInput, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Schemas } from "../../api/client";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";
import { dimensions, type Document, documentOf, type Prices, simpleOf } from "./document";

const texts = t.tariffs.editor;

/** Simple tariffs in a form, all others as the document they are. */
export function TariffEditor({ tariff, onClose }: { tariff: Schemas["Tariff"] | undefined; onClose: () => void }) {
  const queries = useQueryClient();
  const given = tariff?.tariff as unknown as Document | undefined;
  const [simple, setSimple] = useState<Prices | null>(() => simpleOf(given));
  const [text, setText] = useState(() => JSON.stringify(given ?? documentOf(simpleOf(undefined)!), null, 2));
  const [form, setForm] = useState(simple ? "simple" : "ocpi");
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      const document = form === "simple" && simple ? documentOf(simple) : parse(text);
      const body = document as never;
      const { error } = tariff
        ? await client.PUT("/api/v1/tariffs/{tariffId}", { params: { path: { tariffId: tariff.tariffId } }, body })
        : await client.POST("/api/v1/tariffs", { body });
      if (error) throw error;
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["get", "/api/v1/tariffs"] });
      onClose();
    },
  });
  const choose = (wanted: string) => {
    if (wanted === "ocpi" && simple) setText(JSON.stringify({ ...given, ...documentOf(simple) }, null, 2));
    setForm(wanted);
  };
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={tariff?.tariffId ?? t.tariffs.add}>
      <form
        onSubmit={event => {
          event.preventDefault();
          mutate();
        }}
      >
        <Stack gap="sm">
          <SegmentedControl aria-label={texts.document} value={form} onChange={choose} data={[{ value: "simple", label: texts.simple, disabled: !simple }, { value: "ocpi", label: texts.ocpi }]} />
          {form === "simple" && simple ? (
            <SimpleForm prices={simple} named={tariff !== undefined} onChange={setSimple} />
          ) : (
            <JsonInput label={texts.document} value={text} onChange={setText} autosize minRows={16} maxRows={28} formatOnBlur styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }} />
          )}
          <Text size="xs" c="dimmed">
            {texts.note}
          </Text>
          {error && <ProblemNote error={error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={isPending}>
              {texts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

function SimpleForm({ prices: { prices, ...it }, named, onChange }: { prices: Prices; named: boolean; onChange: (prices: Prices) => void }) {
  const set = (change: Partial<Prices>) => onChange({ ...it, prices, ...change });
  return (
    <>
      <TextInput label={texts.id} description={texts.idHint} maxLength={36} disabled={named} value={it.id} onChange={event => set({ id: event.currentTarget.value })} data-autofocus />
      <SimpleGrid cols={2}>
        <TextInput label={texts.currency} maxLength={3} value={it.currency} onChange={event => set({ currency: event.currentTarget.value.toUpperCase() })} />
        <NumberInput label={texts.vat} min={0} max={100} value={it.vat} onChange={vat => set({ vat })} />
        {dimensions.map(([type, label]) => (
          <NumberInput key={type} label={label} min={0} decimalScale={4} value={prices[type] ?? ""} onChange={price => set({ prices: { ...prices, [type]: price } })} />
        ))}
      </SimpleGrid>
    </>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw { code: "invalid_json", detail: texts.invalid };
  }
}
