import { Autocomplete, Button, Group, Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, client, type Schemas } from "../../api/client";
import { ProblemNote } from "../../parts/ProblemNote";
import { t } from "../../texts";

type Scope = Schemas["AssignmentScope"];
const texts = t.tariffs.assignColumns;
const scopes: readonly Scope[] = ["default", "chargePointGroup", "chargePoint", "tokenGroup"];
const MOST_TOKENS = 1000;
const SHOWN = 20;

/** Says where a tariff applies from now on. */
export function Assign({ tariffIds }: { tariffIds: readonly string[] }) {
  const queries = useQueryClient();
  const [scope, setScope] = useState<Scope>("default");
  const [typed, setTyped] = useState("");
  const [tariffId, setTariffId] = useState<string | null>(null);
  const known = useKnown(scope, typed.trim());
  const key = known[typed.trim()] ?? typed.trim();
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (body: { tariffId: string }) => {
      const { error } =
        scope === "default"
          ? await client.PUT("/api/v1/tariff-assignments/default", { body })
          : await client.PUT("/api/v1/tariff-assignments/{scope}/{key}", { params: { path: { scope, key } }, body });
      if (error) throw error;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", "/api/v1/tariff-assignments"] }),
  });
  return (
    <>
      <Group gap="xs">
        <Select size="xs" w={200} aria-label={texts.tariff} placeholder={texts.tariff} data={[...tariffIds]} value={tariffId} onChange={setTariffId} />
        <Select size="xs" w={190} aria-label={texts.scope} allowDeselect={false} data={scopes.map(value => ({ value, label: t.tariffs.scopes[value]! }))} value={scope} onChange={value => value && setScope(value as Scope)} />
        {scope !== "default" && (
          <Autocomplete size="xs" w={230} aria-label={texts.key} placeholder={t.tariffs.keys[scope]} data={Object.keys(known)} limit={SHOWN} value={typed} onChange={setTyped} />
        )}
        <Button size="xs" variant="default" disabled={!tariffId || (scope !== "default" && !key)} loading={isPending} onClick={() => tariffId && mutate({ tariffId })}>
          {t.tariffs.assign}
        </Button>
      </Group>
      {error && <ProblemNote error={error} />}
    </>
  );
}

/** What can be picked, by the name people know it by. Groups of charge points have no list of their own: they are typed. */
function useKnown(scope: Scope, search: string): Record<string, string> {
  const chargePoints = api.useQuery("get", "/api/v1/charge-points", { params: { query: { search, limit: SHOWN } } }, { enabled: scope === "chargePoint" });
  const tokens = api.useQuery("get", "/api/v1/tokens", { params: { query: { limit: MOST_TOKENS } } }, { enabled: scope === "tokenGroup" });
  if (scope === "chargePoint") return Object.fromEntries(chargePoints.data?.items.map(({ id }) => [id, id]) ?? []);
  if (scope === "tokenGroup") return Object.fromEntries(tokens.data?.items.flatMap(({ parentTokenId, parentIdTag }) => (parentTokenId ? [[parentIdTag ?? parentTokenId, parentTokenId]] : [])) ?? []);
  return {};
}
