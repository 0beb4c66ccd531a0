import { Button, CloseButton, Group, Paper, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { t } from "../../texts";
import { ProblemNote } from "../ProblemNote";
import { forgetUndo, type Undoable, useUndoable } from "./undo";
import classes from "./UndoBar.module.css";

/** Takes back what was done last, where that can be taken back. */
export function UndoBar() {
  const undoable = useUndoable();
  return (
    <div role="status" className={classes.place}>
      {undoable && <Offer key={undoable.text} undoable={undoable} />}
    </div>
  );
}

function Offer({ undoable: { text, undo } }: { undoable: Undoable }) {
  const { mutate, error, isPending } = useMutation({ mutationFn: undo, onSuccess: forgetUndo });
  return (
    <Paper withBorder shadow="md" p="xs">
      <Group gap="sm" wrap="nowrap">
        <Text size="sm">{text}</Text>
        <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
          {t.undo.action}
        </Button>
        <CloseButton size="sm" aria-label={t.undo.keep} onClick={forgetUndo} />
      </Group>
      {error && <ProblemNote error={error} />}
    </Paper>
  );
}
