import { client } from "../../../api/client";

/** A link could not say who asks; so the file is fetched, and handed to the browser. */
export async function saveFile(fileId: string, name: string) {
  const { data } = await client.GET("/api/v1/files/{fileId}", { params: { path: { fileId } }, parseAs: "blob" });
  if (!data) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(data as Blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
