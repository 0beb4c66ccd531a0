import { Group, Text, UnstyledButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type Schemas } from "../../api/client";
import { problemOf } from "../../api/problem";
import { May } from "../../parts/May";
import { Status } from "../../parts/Status";
import { t } from "../../texts";

const texts = t.system;

/** How the last rebuild went, or how far it is; and beginning one, which changes nothing that anybody sees. */
export function Rebuild({ projection: { name, rebuild } }: { projection: Schemas["Projection"] }) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const { error } = await client.POST("/api/v1/projections/{name}/rebuild", { params: { path: { name } } });
      if (error) throw error;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["get", "/api/v1/system"] }),
  });
  const runs = rebuild != null && rebuild.endedAt == null;
  return (
    <Group gap="sm" wrap="nowrap" justify="flex-end">
      {error && <Text size="xs">{problemOf(error).detail}</Text>}
      {rebuild && <RebuildState of={rebuild} />}
      {!runs && (
        <May do="rebuild:projections">
          <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" aria-label={texts.rebuildOne(name)} disabled={isPending} onClick={() => mutate()}>
            {texts.rebuild}
          </UnstyledButton>
        </May>
      )}
    </Group>
  );
}

function RebuildState({ of: { endedAt, failure, differs, stage, done, total } }: { of: Schemas["Rebuild"] }) {
  if (failure) return <Status kind="bad" label={texts.notRebuilt} title={failure} />;
  if (endedAt) return differs ? <Status kind="waiting" label={texts.rebuiltDiffers} /> : <Status kind="good" label={texts.rebuilt} />;
  if (!stage) return <Status kind="busy" label={texts.beginning} />;
  const what = texts.stages[stage] ?? stage;
  return <Status kind="busy" label={total > 0 ? texts.stage(what, `${Math.floor((100 * done) / total)} %`) : what} />;
}
