import { Button } from "@mantine/core";
import { DownloadIcon } from "@radix-ui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { client } from "../../api/client";
import { ProblemNote } from "../../parts/ProblemNote";
import { saveFile } from "../../parts/saveFile";
import { t } from "../../texts";

/** All that proves the session, for `csms verify`. */
export function EvidenceButton({ transactionId }: { transactionId: number }) {
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.GET("/api/v1/transactions/{transactionId}/evidence", { params: { path: { transactionId } }, parseAs: "blob" });
      if (error) throw error;
      saveFile(data as unknown as Blob, `transaction-${transactionId}.evidence.zip`);
    },
  });
  return (
    <>
      {error && <ProblemNote error={error} />}
      <Button size="xs" variant="default" leftSection={<DownloadIcon />} loading={isPending} onClick={() => mutate()}>
        {t.session.evidence}
      </Button>
    </>
  );
}
