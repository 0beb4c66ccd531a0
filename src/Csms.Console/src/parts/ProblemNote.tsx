import { Alert, Button, Group, Text } from "@mantine/core";
import { problemOf } from "../api/problem";
import { t } from "../texts";

/** A refusal, as the API words it, with the code that programs and support go by. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { code, detail } = problemOf(error);
  return (
    <Alert color="red" variant="light" role="alert" p="xs">
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {detail} <code>{code}</code>
        </Text>
        {onRetry && (
          <Button size="compact-xs" variant="default" onClick={onRetry}>
            {t.again}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
