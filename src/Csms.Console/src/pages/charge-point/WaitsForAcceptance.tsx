import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { client } from "../../api/client";
import { May } from "../../parts/May";
import { ProblemNote } from "../../parts/ProblemNote";
import { offerUndo } from "../../parts/undo/undo";
import { t } from "../../texts";

/** It was discovered, or its acceptance was put off: somebody has to decide. */
export function WaitsForAcceptance({ id }: { id: string }) {
  const register = async (registration: "accepted" | "rejected" | "pending") => {
    const answer = await client.PATCH("/api/v1/charge-points/{id}", { params: { path: { id } }, body: { registration } });
    if (answer.error) throw answer.error;
  };
  const { mutate, error, isPending } = useMutation({
    mutationFn: register,
    onSuccess: (_, registration) => offerUndo(t.undo.registered(id, t.chargePoints.registrations[registration] ?? registration), () => register("pending")),
  });
  return (
    <Alert color="orange" variant="light" p="xs">
      <Group gap="xs">
        <Text size="sm">{t.chargePoint.waits}</Text>
        <May do="change:charge-points">
          <Button size="xs" loading={isPending} onClick={() => mutate("accepted")}>
            {t.chargePoints.accept}
          </Button>
          <Button size="xs" variant="default" disabled={isPending} onClick={() => mutate("rejected")}>
            {t.chargePoints.reject}
          </Button>
        </May>
      </Group>
      {error && <ProblemNote error={error} />}
    </Alert>
  );
}
