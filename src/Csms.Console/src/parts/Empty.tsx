import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** Nothing is there: why, and what to do next. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <Stack align="center" gap="xs" p="xl">
    <Text fw={600}>{title}</Text>
    {children && (
      <Text component="div" size="sm" c="dimmed" ta="center" maw={480}>
        {children}
      </Text>
    )}
  </Stack>
);
