import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { Facts } from "../../parts/Facts";
import { count } from "../../parts/format";
import { Json } from "../../parts/Json";
import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";
import { Status } from "../../parts/Status";
import { t } from "../../texts";
import { type Proof, verifyEvent } from "./verifyEvent";

const route = getRouteApi("/ledger");
const texts = t.ledger.verify;

export function VerifyEvent() {
  const { sequence } = route.useSearch();
  const navigate = route.useNavigate();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: verifyEvent });
  useEffect(() => {
    if (sequence) mutate(Number(sequence));
  }, [sequence, mutate]);
  return (
    <Panel title={texts.title}>
      <form
        onSubmit={event => {
          event.preventDefault();
          const typed = Number(new FormData(event.currentTarget).get("sequence"));
          if (String(typed) === sequence) mutate(typed);
          else void navigate({ search: before => ({ ...before, sequence: String(typed) }) });
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {texts.hint}
          </Text>
          <Group align="end">
            <NumberInput key={sequence} name="sequence" label={texts.sequence} min={1} allowDecimal={false} hideControls defaultValue={sequence ? Number(sequence) : 1} />
            <Button type="submit" loading={isPending}>
              {texts.go}
            </Button>
          </Group>
          {error && <ProblemNote error={error} />}
          {data && <Result proof={data} />}
        </Stack>
      </form>
    </Panel>
  );
}

const Result = ({ proof }: { proof: Proof }) => (
  <Stack gap="xs" role="status">
    <Status kind={proof.problem ? "bad" : "good"} label={proof.problem ? `${texts.tampered}: ${proof.problem}` : texts.sound} />
    <Facts
      facts={[
        [texts.steps.leaf, <code>{proof.leaf}</code>],
        [texts.steps.path, texts.pathOf(proof.path, count(proof.size))],
        [texts.steps.root, <code>{proof.root}</code>],
        [texts.steps.signature, texts.signed(proof.origin, proof.keyId)],
      ]}
    />
    <details>
      <summary>{texts.key}</summary>
      <Text size="xs" c="dimmed" my={4}>
        {texts.compare}
      </Text>
      <Json label={texts.key} value={proof.pem} />
    </details>
  </Stack>
);
