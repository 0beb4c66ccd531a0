import { useState } from "react";
import { client, type Schemas } from "../../api/client";

const AT_ONCE = 8;

interface Asked {
  kind: "call" | "accepted" | "rejected";
  of: number;
  done: number;
  callIds: readonly string[];
  refusals: readonly unknown[];
}

/** Asks a few at a time, and keeps count: one that is refused does not stop the others. */
export function useBulk() {
  const [asked, setAsked] = useState<Asked>();

  const run = async (kind: Asked["kind"], ids: readonly string[], one: (id: string) => Promise<{ data?: unknown; error?: unknown }>) => {
    setAsked({ kind, of: ids.length, done: 0, callIds: [], refusals: [] });
    const rest = [...ids];
    const work = async () => {
      for (let id = rest.shift(); id !== undefined; id = rest.shift()) {
        const { data, error } = await one(id).catch((failure: unknown) => ({ data: undefined, error: failure }));
        setAsked(before => before && {
          ...before,
          done: before.done + 1,
          callIds: kind === "call" && data ? [...before.callIds, (data as Schemas["Call"]).id] : before.callIds,
          refusals: error ? [...before.refusals, error] : before.refusals,
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  };

  return {
    asked,
    clear: () => setAsked(undefined),
    ask: (ids: readonly string[], action: string, payload: Record<string, unknown>) =>
      void run("call", ids, id => client.POST("/api/v1/charge-points/{id}/calls/{action}", { params: { path: { id, action } }, body: payload as never })),
    register: (ids: readonly string[], registration: "accepted" | "rejected") =>
      void run(registration, ids, id => client.PATCH("/api/v1/charge-points/{id}", { params: { path: { id } }, body: { registration } })),
  };
}

export type Bulk = ReturnType<typeof useBulk>;
