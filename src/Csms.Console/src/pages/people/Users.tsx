import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { PlusIcon } from "@radix-ui/react-icons";
import { api, type Schemas } from "../../api/client";
import { paged } from "../../api/pages";
import { Empty } from "../../parts/Empty";
import { May } from "../../parts/May";
import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";
import { Status } from "../../parts/Status";
import { type Column, DataTable } from "../../parts/table/DataTable";
import { useMore } from "../../parts/table/useMore";
import { Time } from "../../parts/Time";
import { t } from "../../texts";
import { NewUser } from "./NewUser";
import { UserActions } from "./UserActions";

type Row = Schemas["User"];
const texts = t.people.users;

const columns: readonly Column<Row>[] = [
  { name: texts.columns.name, width: 26, cell: u => <span title={u.mail ?? undefined}>{u.name}</span> },
  { name: texts.columns.role, width: 18, cell: u => t.people.roles[u.role] },
  { name: texts.columns.state, width: 24, cell: u => <UserState user={u} /> },
  { name: texts.columns.login, width: 22, cell: u => <Time at={u.lastLoginAt} /> },
  { name: t.chargePoint.actions.more, head: <span aria-hidden="true" />, width: "3.5rem", cell: u => <May do="manage:users"><UserActions user={u} /></May> },
];

function UserState({ user: { disabledAt, mustChangePassword } }: { user: Row }) {
  if (disabledAt) return <Status kind="blocked" label={texts.disabled} />;
  return mustChangePassword ? <Status kind="waiting" label={texts.oneTime} /> : <Status kind="good" label={texts.active} />;
}

export function Users() {
  const [adding, { open, close }] = useDisclosure();
  const { rows, error, onEnd, refetch } = useMore(api.useInfiniteQuery("get", "/api/v1/users", { params: { query: { limit: 200 } } }, paged));
  return (
    <Panel
      title={texts.title}
      aside={
        <May do="manage:users">
          <Button size="xs" leftSection={<PlusIcon />} onClick={open}>
            {texts.add}
          </Button>
        </May>
      }
    >
      <Stack gap="sm">
        {error && <ProblemNote error={error} onRetry={refetch} />}
        <DataTable label={texts.title} columns={columns} rows={rows} idOf={u => u.id} onEnd={onEnd} height="22rem" minWidth="36rem" empty={<Empty title={texts.none}>{texts.hint}</Empty>} />
      </Stack>
      {adding && <NewUser onClose={close} />}
    </Panel>
  );
}
