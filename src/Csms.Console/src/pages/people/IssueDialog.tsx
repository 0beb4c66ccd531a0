import { Button, Code, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemNote } from "../../parts/ProblemNote";

interface Issued {
  text: string;
  secret: string;
}

interface IssueDialogProps {
  title: string;
  complete: boolean;
  /** The list that has one more of them afterwards. */
  list: string;
  issue: () => Promise<Issued>;
  onClose: () => void;
  children: ReactNode;
}

/** Asks for something that comes with a secret, and shows that once. */
export function IssueDialog({ title, complete, list, issue, onClose, children }: IssueDialogProps) {
  const queries = useQueryClient();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: issue, onSuccess: () => queries.invalidateQueries({ queryKey: ["get", list] }) });
  return (
    <Modal opened onClose={onClose} title={title}>
      {data ? (
        <Once {...data} />
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault();
            mutate();
          }}
        >
          <Stack gap="sm">
            {children}
            {error && <ProblemNote error={error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={isPending} disabled={!complete}>
                {title}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

/** A secret that the server tells this once. */
export const Once = ({ text, secret }: Issued) => (
  <Stack gap="xs">
    <Text size="sm">{text}</Text>
    <Code block>{secret}</Code>
  </Stack>
);
