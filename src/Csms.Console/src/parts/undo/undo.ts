import { useSyncExternalStore } from "react";

/** What was just done, and how it is taken back. */
export interface Undoable {
  readonly text: string;
  readonly undo: () => Promise<unknown>;
}

const listeners = new Set<() => void>();
let current: Undoable | undefined;

function tell(undoable: Undoable | undefined) {
  current = undoable;
  listeners.forEach(listener => listener());
}

/** Offered until something else was done, or somebody closes it: nobody is hurried. */
export const offerUndo = (text: string, undo: Undoable["undo"]) => tell({ text, undo });

export const forgetUndo = () => tell(undefined);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useUndoable = () => useSyncExternalStore(subscribe, () => current);
