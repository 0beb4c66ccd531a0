import { Paper, Stack } from "@mantine/core";
import { ProblemNote } from "../ProblemNote";
import { CallResult } from "./CallResult";
import type { useCalls } from "./useCalls";

export type Calls = ReturnType<typeof useCalls>;

/** What was asked on this page, the newest first, each with what became of it so far. */
export const CallResults = ({ calls }: { calls: Calls }) =>
  calls.callIds.length === 0 && !calls.error ? null : (
    <Paper withBorder p="xs">
      <Stack gap={4}>
        {calls.error && <ProblemNote error={calls.error} />}
        {calls.callIds.map(callId => (
          <CallResult key={callId} callId={callId} onClose={() => calls.forget(callId)} />
        ))}
      </Stack>
    </Paper>
  );
