import { Code, Stack, Text } from "@mantine/core";

/** A secret that the server tells this once. */
export const Once = ({ text, secret }: { text: string; secret: string }) => (
  <Stack gap="xs">
    <Text size="sm">{text}</Text>
    <Code block>{secret}</Code>
  </Stack>
);
