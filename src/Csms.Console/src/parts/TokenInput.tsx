import { Autocomplete } from "@mantine/core";
import { api } from "../api/client";
import { t } from "../texts";

const SHOWN = 200;
const aboveTheButtons = { position: "top", middlewares: { flip: false } } as const;

/** An idTag: one that is known, or any other. */
export function TokenInput({ value, onChange, description }: { value: string; onChange: (idTag: string) => void; description?: string }) {
  const { data } = api.useQuery("get", "/api/v1/tokens", { params: { query: { status: "accepted", limit: SHOWN } } });
  const known = [...new Set(data?.items.flatMap(({ idTag }) => (idTag ? [idTag] : [])))];
  return <Autocomplete label={t.columns.idTag} description={description} data={known} value={value} onChange={onChange} maxLength={20} data-autofocus limit={20} comboboxProps={aboveTheButtons} />;
}
