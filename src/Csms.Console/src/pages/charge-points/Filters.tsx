import { Select, TextInput } from "@mantine/core";
import { MagnifyingGlassIcon } from "@radix-ui/react-icons";
import { getRouteApi } from "@tanstack/react-router";
import { connectorStatuses } from "../../parts/ocpp";
import { useLateText } from "../../parts/useLateText";
import { words } from "../../parts/format";
import { t } from "../../texts";

const route = getRouteApi("/charge-points");
const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));

/** What is asked for is in the address, so that it can be sent to somebody. */
export function Filters() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: keyof typeof search) => (value: string | null) =>
    void navigate({ search: before => ({ ...before, [name]: value || undefined }), replace: true });
  const [text, setText] = useLateText(search.search ?? "", set("search"));
  return (
    <>
      <TextInput type="search" w={320} value={text} onChange={event => setText(event.currentTarget.value)} placeholder={t.chargePoints.search} aria-label={t.chargePoints.search} leftSection={<MagnifyingGlassIcon />} />
      <Select w={140} clearable placeholder={t.chargePoints.connection} aria-label={t.chargePoints.connection} data={options(t.chargePoints.connected)} value={search.connected ?? null} onChange={set("connected")} />
      <Select w={160} clearable placeholder={t.chargePoints.status} aria-label={t.chargePoints.status} data={connectorStatuses.map(value => ({ value, label: words(value) }))} value={search.status ?? null} onChange={set("status")} />
      <Select w={160} clearable placeholder={t.chargePoints.registration} aria-label={t.chargePoints.registration} data={options(t.chargePoints.registrations)} value={search.registration ?? null} onChange={set("registration")} />
    </>
  );
}
