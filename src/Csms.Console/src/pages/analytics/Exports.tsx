import { Button, Menu } from "@mantine/core";
import { DownloadIcon } from "@radix-ui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { client } from "../../api/client";
import { useMay } from "../../api/session";
import { ProblemNote } from "../../parts/ProblemNote";
import { saveFile } from "../../parts/saveFile";
import { t } from "../../texts";
import { usePeriod } from "./period";

type Kind = "sessions" | "meter-values" | "energy" | "cdrs";
const texts = t.analytics.exports;
const kinds: readonly Kind[] = ["sessions", "meter-values", "energy", "cdrs"];

/** The rows of the period as files; what is larger than a browser holds, `csms export` writes. */
export function Exports() {
  const { from, to, query } = usePeriod();
  const may = useMay();
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (kind: Kind) => {
      const { data, error } = await client.GET(`/api/v1/exports/${kind}`, { params: { query: { ...query, format: "csv" } }, parseAs: "blob" });
      if (error) throw error;
      saveFile(data as unknown as Blob, `${kind}-${from}-${to}.csv`);
    },
  });
  return (
    <>
      {error && <ProblemNote error={error} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<DownloadIcon />} loading={isPending}>
            {texts.title}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.filter(kind => kind !== "cdrs" || may("read:bills")).map(kind => (
            <Menu.Item key={kind} onClick={() => mutate(kind)}>
              {texts.kinds[kind]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
