import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "../../api/client";

export interface Order {
  chargePointId: string;
  action: string;
  payload: Record<string, unknown>;
  /** Why, in the words of whoever asks. */
  reason?: string;
}

/** Asks charge points for something, and remembers what was asked here so that its fate can be shown in place. */
export function useCalls() {
  const [callIds, setCallIds] = useState<readonly string[]>([]);
  const { mutate, error, isPending } = useMutation({
    mutationFn: async ({ chargePointId, action, payload, reason }: Order) => {
      const { data, error } = await client.POST("/api/v1/charge-points/{id}/calls/{action}", {
        params: { path: { id: chargePointId, action }, query: reason ? { reason } : {} },
        body: payload as never,
      });
      if (error) throw error;
      return data;
    },
    onSuccess: call => setCallIds(ids => [call.id, ...ids]),
  });
  return {
    callIds,
    error,
    isPending,
    ask: mutate,
    follow: (id: string) => setCallIds(ids => [id, ...ids]),
    forget: (id: string) => setCallIds(ids => ids.filter(other => other !== id)),
  };
}
