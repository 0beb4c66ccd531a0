import { ActionIcon, Menu, Modal } from "@mantine/core";
import { DotsHorizontalIcon } from "@radix-ui/react-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type Schemas } from "../../api/client";
import { ProblemNote } from "../../parts/ProblemNote";
import { offerUndo } from "../../parts/undo/undo";
import { t } from "../../texts";
import { Once } from "./IssueDialog";
import { roles } from "./roles";

const texts = t.people.users;

type Change = { role: Schemas["Role"] } | { disabled: boolean } | "reset-password";

export function UserActions({ user: { id, name, role, disabledAt } }: { user: Schemas["User"] }) {
  const queries = useQueryClient();
  const params = { params: { path: { userId: id } } };
  const renew = () => queries.invalidateQueries({ queryKey: ["get", "/api/v1/users"] });
  const patch = (body: Exclude<Change, string>) => client.PATCH("/api/v1/users/{userId}", { ...params, body });
  const change = useMutation({
    mutationFn: async (wanted: Change) => {
      const answer = wanted === "reset-password" ? await client.POST("/api/v1/users/{userId}/reset-password", params) : await patch(wanted);
      if (answer.error) throw answer.error;
      return "oneTimePassword" in answer.data ? answer.data.oneTimePassword : undefined;
    },
    onSuccess: (_, wanted) => {
      if (wanted !== "reset-password") offerUndo(texts.changed(name), () => patch("role" in wanted ? { role } : { disabled: disabledAt != null }).then(renew));
      return renew();
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" size="sm" color="gray" aria-label={t.tokens.actions(name)}>
            <DotsHorizontalIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {roles
            .filter(({ value }) => value !== role)
            .map(({ value, label }) => (
              <Menu.Item key={value} onClick={() => change.mutate({ role: value as Schemas["Role"] })}>
                {texts.make(label)}
              </Menu.Item>
            ))}
          <Menu.Divider />
          <Menu.Item onClick={() => change.mutate("reset-password")}>{texts.reset}</Menu.Item>
          {disabledAt ? (
            <Menu.Item onClick={() => change.mutate({ disabled: false })}>{texts.enable}</Menu.Item>
          ) : (
            <Menu.Item color="red" onClick={() => change.mutate({ disabled: true })}>
              {texts.disable}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={change.error !== null || change.data !== undefined} onClose={change.reset} title={name}>
        {change.error ? <ProblemNote error={change.error} /> : change.data && <Once text={texts.once(name)} secret={change.data} />}
      </Modal>
    </>
  );
}
