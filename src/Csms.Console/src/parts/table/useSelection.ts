import { useMemo, useState } from "react";

export interface Selection {
  readonly ids: readonly string[];
  has(id: string): boolean;
  toggle(id: string): void;
  /** Everything that is shown, or nothing. */
  toggleAll(): void;
  readonly all: boolean;
  clear(): void;
}

/** Which of the rows are meant. What a filter hides is not. */
export function useSelection(shown: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return useMemo(() => {
    const ids = shown.filter(id => chosen.has(id));
    const all = shown.length > 0 && ids.length === shown.length;
    return {
      ids,
      all,
      has: id => chosen.has(id),
      toggle: id => setChosen(before => (before.has(id) ? new Set([...before].filter(other => other !== id)) : new Set([...before, id]))),
      toggleAll: () => setChosen(all ? new Set() : new Set(shown)),
      clear: () => setChosen(new Set()),
    };
  }, [shown, chosen]);
}
