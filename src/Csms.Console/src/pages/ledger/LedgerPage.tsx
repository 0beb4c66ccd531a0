import { Grid, Stack } from "@mantine/core";
import { api } from "../../api/client";
import { Loaded } from "../../parts/Loaded";
import { PageHead } from "../../parts/PageHead";
import { t } from "../../texts";
import { Checkpoints } from "./Checkpoints";
import { LedgerState } from "./LedgerState";
import { NewestEvents } from "./NewestEvents";
import { Replay } from "./Replay";
import { VerifyEvent } from "./VerifyEvent";

const OFTEN = 3_000;

export function LedgerPage() {
  // Sealing is no event: it is asked for.
  const ledger = api.useQuery("get", "/api/v1/ledger", {}, { refetchInterval: OFTEN });
  return (
    <>
      <PageHead title={t.ledger.title} />
      <Stack gap="md">
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Loaded read={ledger} height={200}>
              {data => <LedgerState ledger={data} />}
            </Loaded>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <VerifyEvent />
          </Grid.Col>
        </Grid>
        <Replay />
        {ledger.data && <NewestEvents recorded={ledger.data.recorded} />}
        <Checkpoints />
      </Stack>
    </>
  );
}
