import { Group, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { t } from "../texts";

interface PageHeadProps {
  title: string;
  note?: ReactNode;
  children?: ReactNode;
}

/** A page's name, what there is to say about it, and what can be done. */
export function PageHead({ title, note, children }: PageHeadProps) {
  useDocumentTitle(`${title} · ${t.product}`);
  return (
    <Group justify="space-between" align="center" gap="sm" mb="sm">
      <Group gap="sm" align="baseline">
        <Title order={1} size="h3">
          {title}
        </Title>
        {note && (
          <Text component="div" size="sm" c="dimmed">
            {note}
          </Text>
        )}
      </Group>
      {children && <Group gap="xs">{children}</Group>}
    </Group>
  );
}
