import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { client, type Schemas } from "../../api/client";
import { t } from "../../texts";
import { IssueDialog } from "./IssueDialog";
import { roles } from "./roles";

const texts = t.people.users;

export function NewUser({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [mail, setMail] = useState("");
  const [role, setRole] = useState<string>("operator");
  const issue = async () => {
    const { data, error } = await client.POST("/api/v1/users", { body: { name, role: role as Schemas["Role"], ...(mail && { mail }) } });
    if (error) throw error;
    return { text: texts.once(data.user.name), secret: data.oneTimePassword };
  };
  return (
    <IssueDialog title={texts.add} complete={name !== ""} list="/api/v1/users" issue={issue} onClose={onClose}>
      <TextInput label={texts.columns.name} value={name} onChange={event => setName(event.currentTarget.value)} data-autofocus autoComplete="off" />
      <TextInput label={texts.mail} type="email" value={mail} onChange={event => setMail(event.currentTarget.value)} autoComplete="off" />
      <Select label={texts.columns.role} allowDeselect={false} data={roles} value={role} onChange={value => value && setRole(value)} />
    </IssueDialog>
  );
}
