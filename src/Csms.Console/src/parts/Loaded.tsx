import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { ProblemNote } from "./ProblemNote";

interface Read<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface LoadedProps<T> {
  read: Read<T>;
  height?: number;
  children: (data: T) => ReactNode;
}

/** What was read, as soon as it is there; a refusal instead when there is nothing older to show. */
export function Loaded<T>({ read, height = 80, children }: LoadedProps<T>) {
  if (read.data !== undefined) return <>{children(read.data)}</>;
  if (read.error) return <ProblemNote error={read.error} onRetry={() => void read.refetch()} />;
  return <Skeleton height={height} />;
}
