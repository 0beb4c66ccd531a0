import { ActionIcon, Menu, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { DotsHorizontalIcon } from "@radix-ui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { client, type Schemas } from "../../api/client";
import { Confirm } from "../../parts/Confirm";
import { May } from "../../parts/May";
import { ProblemNote } from "../../parts/ProblemNote";
import { offerUndo } from "../../parts/undo/undo";
import { t } from "../../texts";

const texts = t.tokens;

export function TokenActions({ token: { tokenId, idTag, status } }: { token: Schemas["Token"] }) {
  const params = { params: { path: { tokenId } } };
  const [forgetting, { open, close }] = useDisclosure();
  const name = idTag ?? tokenId;
  const put = async (wanted: Schemas["TokenStatus"]) => {
    const { error } = await client.PATCH("/api/v1/tokens/{tokenId}", { ...params, body: { status: wanted } });
    if (error) throw error;
  };
  const change = useMutation({
    mutationFn: async (wanted: Schemas["TokenStatus"] | "forgotten") => {
      if (wanted !== "forgotten") return put(wanted);
      const { error } = await client.POST("/api/v1/tokens/{tokenId}/forget", params);
      if (error) throw error;
    },
    onSuccess: (_, wanted) => wanted !== "forgotten" && offerUndo(t.tokens.changed(name, texts.statuses[wanted] ?? wanted), () => put(status)),
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" size="sm" color="gray" aria-label={texts.actions(name)}>
            <DotsHorizontalIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item renderRoot={props => <Link to="/sessions" search={{ idTag: idTag ?? undefined }} {...props} />}>{texts.sessionsOf}</Menu.Item>
          <May do="change:tokens">
            {status === "accepted" ? (
              <Menu.Item onClick={() => change.mutate("blocked")}>{texts.block}</Menu.Item>
            ) : (
              <Menu.Item onClick={() => change.mutate("accepted")}>{texts.accept}</Menu.Item>
            )}
          </May>
          <May do="erase:persons">
            <Menu.Divider />
            <Menu.Item color="red" onClick={open}>
              {texts.forget}
            </Menu.Item>
          </May>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={change.error !== null} onClose={change.reset} title={name}>
        <ProblemNote error={change.error} />
      </Modal>
      <Confirm opened={forgetting} title={texts.forget} word={name} action={texts.forget} onClose={close} onConfirm={() => change.mutate("forgotten")}>
        {texts.forgetText}
      </Confirm>
    </>
  );
}
