import { Anchor } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { client } from "../../../api/client";
import { problemOf } from "../../../api/problem";
import { saveFile } from "../../../parts/saveFile";
import { t } from "../../../texts";

export function JobFile({ fileId, name }: { fileId: string; name: string }) {
  const { mutate, error } = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.GET("/api/v1/files/{fileId}", { params: { path: { fileId } }, parseAs: "blob" });
      if (error) throw error;
      saveFile(data as Blob, name);
    },
  });
  return (
    <Anchor component="button" fz="sm" onClick={() => mutate()}>
      {error ? problemOf(error).code : t.files.download}
    </Anchor>
  );
}
