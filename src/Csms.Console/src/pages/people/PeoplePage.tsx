import { Stack } from "@mantine/core";
import { PageHead } from "../../parts/PageHead";
import { t } from "../../texts";
import { Keys } from "./Keys";
import { Users } from "./Users";

/** Who may do what. */
export const PeoplePage = () => (
  <>
    <PageHead title={t.places.people} />
    <Stack gap="md">
      <Users />
      <Keys />
    </Stack>
  </>
);
