import { Grid, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { api } from "../../api/client";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { PageHead } from "../../parts/PageHead";
import { t } from "../../texts";
import { Numbers } from "./Numbers";
import { RunningSessions } from "./RunningSessions";
import { Troubles } from "./Troubles";
import { useMidnight } from "./useMidnight";

export function OverviewPage() {
  const since = useMidnight();
  const overview = api.useQuery("get", "/api/v1/overview", { params: { query: { since } } });
  return (
    <>
      <PageHead title={t.places.overview} />
      <Loaded read={overview} height={320}>
        {data => (
          <Stack gap="md">
            <Numbers overview={data} />
            {data.chargePoints.all === 0 && (
              <Empty title={t.overview.noChargePoints}>
                {t.overview.firstSteps} <Link to="/charge-points">{t.overview.toChargePoints}</Link>
              </Empty>
            )}
            <Grid gap="md">
              <Grid.Col span={{ base: 12, lg: 7 }}>
                <RunningSessions />
              </Grid.Col>
              <Grid.Col span={{ base: 12, lg: 5 }}>
                <Stack gap="md">
                  <Troubles title={t.overview.faults} kind="faulted" troubles={data.faults} empty={t.overview.noFaults} />
                  <Troubles title={t.overview.offlineList} kind="offline" troubles={data.offline} empty={t.overview.noOffline} />
                </Stack>
              </Grid.Col>
            </Grid>
          </Stack>
        )}
      </Loaded>
    </>
  );
}
