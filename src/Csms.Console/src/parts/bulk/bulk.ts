import { useSyncExternalStore } from "react";
import { client, type Schemas } from "../../api/client";

const AT_ONCE = 8;

/** What is being asked of many charge points. It goes on, and can be looked at, on whatever page one goes to meanwhile. */
export interface Bulk {
  readonly kind: "call" | "accepted" | "rejected" | "pending";
  readonly action: string;
  readonly of: number;
  readonly done: number;
  readonly calls: readonly Schemas["Call"][];
  readonly changed: readonly string[];
  readonly refusals: readonly unknown[];
  readonly stopped: boolean;
}

type Answer = { data?: unknown; error?: unknown };

const listeners = new Set<() => void>();
let current: Bulk | undefined;
let rest: string[] = [];

function tell(bulk: Bulk | undefined) {
  current = bulk;
  listeners.forEach(listener => listener());
}

/** A few at a time, until the queue is empty or somebody ends it. */
export async function each<T>(queue: T[], one: (item: T) => Promise<unknown>) {
  const work = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await one(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Keeps count: one that is refused does not stop the others. */
async function run(kind: Bulk["kind"], action: string, ids: readonly string[], one: (id: string) => Promise<Answer>) {
  const queue = (rest = [...ids]);
  tell({ kind, action, of: ids.length, done: 0, calls: [], changed: [], refusals: [], stopped: false });
  await each(queue, async id => {
    const { data, error } = await one(id).catch((failure: unknown): Answer => ({ error: failure }));
    // Another one may have been begun, or this one put away: then nobody asks for the rest.
    if (queue !== rest || !current) {
      queue.length = 0;
      return;
    }
    tell({
      ...current,
      done: current.done + 1,
      calls: kind === "call" && !error ? [...current.calls, data as Schemas["Call"]] : current.calls,
      changed: error ? current.changed : [...current.changed, id],
      refusals: error ? [...current.refusals, error] : current.refusals,
    });
  });
}

export const bulk = {
  ask: (ids: readonly string[], action: string, payload: Record<string, unknown>, reason: string | undefined) =>
    run("call", action, ids, id => client.POST("/api/v1/charge-points/{id}/calls/{action}", { params: { path: { id, action }, query: reason ? { reason } : {} }, body: payload as never })),

  register: (ids: readonly string[], registration: "accepted" | "rejected" | "pending") =>
    run(registration, registration, ids, id => client.PATCH("/api/v1/charge-points/{id}", { params: { path: { id } }, body: { registration } })),

  /** The rest is not asked any more. */
  stop() {
    rest.length = 0;
    if (current) tell({ ...current, stopped: true });
  },

  putAway() {
    rest = [];
    tell(undefined);
  },
};

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useBulk = () => useSyncExternalStore(subscribe, () => current);
