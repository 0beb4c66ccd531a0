import { useQuery } from "@tanstack/react-query";
import { client } from "../../api/client";

/** An anomaly and the version of it that was read: a decision is about that and nothing newer. Its key is like the others', so that live events make it stale. */
export const useAnomaly = (id: string) =>
  useQuery({
    queryKey: ["get", "/api/v1/anomalies/{id}", { params: { path: { id } } }],
    queryFn: async () => {
      const { data, error, response } = await client.GET("/api/v1/anomalies/{id}", { params: { path: { id } } });
      if (error) throw error;
      return { anomaly: data, version: response.headers.get("ETag") ?? undefined };
    },
  });
