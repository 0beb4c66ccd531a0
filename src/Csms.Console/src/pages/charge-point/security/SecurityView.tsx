import { Stack } from "@mantine/core";
import type { ViewProps } from "../view";
import { Certificates } from "./Certificates";
import { SecurityEvents } from "./SecurityEvents";

export const SecurityView = ({ id, calls }: ViewProps) => (
  <Stack gap="md">
    <Certificates id={id} calls={calls} />
    <SecurityEvents id={id} />
  </Stack>
);
