import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { client, type Schemas } from "../../api/client";
import { t } from "../../texts";
import { IssueDialog } from "./IssueDialog";
import { roles } from "./roles";

const texts = t.people.keys;

export function NewKey({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<string>("auditor");
  const [expires, setExpires] = useState("");
  const issue = async () => {
    const { data, error } = await client.POST("/api/v1/api-keys", { body: { name, role: role as Schemas["Role"], ...(expires && { expiresAt: new Date(expires).toISOString() }) } });
    if (error) throw error;
    return { text: texts.once, secret: data.secret };
  };
  return (
    <IssueDialog title={texts.add} complete={name !== ""} list="/api/v1/api-keys" issue={issue} onClose={onClose}>
      <TextInput label={texts.columns.name} description={texts.nameHint} value={name} onChange={event => setName(event.currentTarget.value)} data-autofocus autoComplete="off" />
      <Select label={t.people.users.columns.role} allowDeselect={false} data={roles} value={role} onChange={value => value && setRole(value)} />
      <TextInput type="datetime-local" label={t.columns.expires} value={expires} onChange={event => setExpires(event.currentTarget.value)} />
    </IssueDialog>
  );
}
