import { Button, FileButton, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, client } from "../../../api/client";
import { May } from "../../../parts/May";
import { ProblemNote } from "../../../parts/ProblemNote";
import { t } from "../../../texts";

const texts = t.files.dialog;

interface FirmwareDialogProps {
  id: string;
  onAsked: (callId: string) => void;
  onClose: () => void;
}

export function FirmwareDialog({ id, onAsked, onClose }: FirmwareDialogProps) {
  const [imageId, setImageId] = useState<string | null>(null);
  const images = api.useQuery("get", "/api/v1/firmware", { params: { query: { limit: 200 } } });
  const enter = useMutation({
    mutationFn: async (file: File) => {
      const { data, error } = await client.POST("/api/v1/firmware", {
        params: { query: { name: file.name } },
        body: file as never,
        bodySerializer: body => body,
        headers: { "Content-Type": "application/octet-stream" },
      });
      if (error) throw error;
      setImageId(data.id);
      await images.refetch();
    },
  });
  const start = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.POST("/api/v1/charge-points/{id}/firmware-jobs", { params: { path: { id } }, body: { imageId } });
      if (error) throw error;
      onAsked(data.id);
      onClose();
    },
  });
  const failure = enter.error ?? start.error;
  const known = images.data?.items ?? [];
  return (
    <Modal opened onClose={onClose} title={texts.title}>
      <Stack gap="sm">
        {known.length === 0 && <Text size="sm">{texts.none}</Text>}
        <Group align="end">
          <Select flex={1} label={texts.image} data={known.map(f => ({ value: f.id, label: [f.name, f.version].filter(Boolean).join(" · ") || f.id }))} value={imageId} onChange={setImageId} />
          <May do="change:files">
            <FileButton onChange={file => file && enter.mutate(file)}>
              {props => (
                <Button {...props} variant="default" loading={enter.isPending}>
                  {texts.upload}
                </Button>
              )}
            </FileButton>
          </May>
        </Group>
        {failure && <ProblemNote error={failure} />}
        <Group justify="flex-end">
          <Button disabled={!imageId} loading={start.isPending} onClick={() => start.mutate()}>
            {texts.start}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
