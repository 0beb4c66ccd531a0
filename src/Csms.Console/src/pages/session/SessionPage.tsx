import { Button, Grid, Stack } from "@mantine/core";
import { StopIcon } from "@radix-ui/react-icons";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../../api/client";
import { problemOf } from "../../api/problem";
import { useMay } from "../../api/session";
import { CallResults } from "../../parts/calls/CallResults";
import { useCalls } from "../../parts/calls/useCalls";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { May } from "../../parts/May";
import { PageHead } from "../../parts/PageHead";
import { Panel } from "../../parts/Panel";
import { SessionChart } from "../../parts/SessionChart";
import { NamedStatus } from "../../parts/Status";
import { t } from "../../texts";
import { Cost } from "./Cost";
import { EvidenceButton } from "./EvidenceButton";
import { Readings } from "./Readings";
import { SessionFacts } from "./SessionFacts";
import { SessionHistory } from "./SessionHistory";

const route = getRouteApi("/sessions/$id");

export function SessionPage() {
  const { id } = route.useParams();
  const session = api.useQuery("get", "/api/v1/transactions/{transactionId}", { params: { path: { transactionId: Number(id) } } });
  const calls = useCalls();
  const may = useMay();
  if (session.error && problemOf(session.error).code !== "unreachable")
    return (
      <Empty title={t.session.notFound}>
        <Link to="/sessions">{t.places.sessions}</Link>
      </Empty>
    );
  return (
    <Loaded read={session} height={400}>
      {data => (
        <Stack gap="sm">
          <PageHead title={t.session.title(id)} note={<NamedStatus name={data.status} />}>
            <May do="read:contents">
              <EvidenceButton transactionId={data.transactionId} />
            </May>
            {data.status === "running" && may("send:commands") && (
              <Button
                size="xs"
                color="red"
                leftSection={<StopIcon />}
                onClick={() => calls.ask({ chargePointId: data.chargePointId, action: "RemoteStopTransaction", payload: { transactionId: data.transactionId } })}
              >
                {t.session.stop}
              </Button>
            )}
          </PageHead>
          <CallResults calls={calls} />
          <Grid gap="sm">
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Stack gap="sm">
                <SessionFacts session={data} />
                {data.streamId && <SessionHistory streamId={data.streamId} />}
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 8 }}>
              <Stack gap="sm">
                <Panel title={`${t.session.energy} · ${t.session.power}`}>
                  <SessionChart transactionId={data.transactionId} height={280} />
                </Panel>
                <Cost transactionId={data.transactionId} />
                <Readings transactionId={data.transactionId} />
              </Stack>
            </Grid.Col>
          </Grid>
        </Stack>
      )}
    </Loaded>
  );
}
