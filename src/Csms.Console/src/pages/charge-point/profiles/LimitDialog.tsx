import { Button, Group, Modal, NumberInput, SegmentedControl, Select, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "../../../api/client";
import { ProblemNote } from "../../../parts/ProblemNote";
import { t } from "../../../texts";

const texts = t.profiles.dialog;
type Unit = "A" | "W";

interface LimitDialogProps {
  id: string;
  connectors: readonly number[];
  onAsked: (callId: string) => void;
  onClose: () => void;
}

/** OCPP 1.6, 7.8: one limit without end. Of the whole charge point it is a ChargePointMaxProfile, of a connector what its sessions get by default. */
const profileOf = (connectorId: number, limit: number, unit: Unit, stackLevel: number) => ({
  connectorId,
  csChargingProfiles: {
    chargingProfileId: connectorId + 1,
    stackLevel,
    chargingProfilePurpose: connectorId === 0 ? "ChargePointMaxProfile" : "TxDefaultProfile",
    chargingProfileKind: "Absolute",
    chargingSchedule: { chargingRateUnit: unit, chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
  },
});

export function LimitDialog({ id, connectors, onAsked, onClose }: LimitDialogProps) {
  const [connector, setConnector] = useState("0");
  const [limit, setLimit] = useState<number | string>("");
  const [unit, setUnit] = useState<Unit>("A");
  const [stackLevel, setStackLevel] = useState<number | string>(0);
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      const { data, error } = await client.POST("/api/v1/charge-points/{id}/charging-profiles", {
        params: { path: { id } },
        body: profileOf(Number(connector), Number(limit), unit, Number(stackLevel)) as never,
      });
      if (error) throw error;
      onAsked(data.call.id);
      onClose();
    },
  });
  const places = ["0", ...connectors.map(String)].map(value => ({ value, label: value === "0" ? t.profiles.compositeAll : t.chargePoint.connector(Number(value)) }));
  return (
    <Modal opened onClose={onClose} title={texts.title}>
      <form
        onSubmit={event => {
          event.preventDefault();
          mutate();
        }}
      >
        <Stack gap="sm">
          <Select label={t.profiles.of} allowDeselect={false} data={places} value={connector} onChange={value => value && setConnector(value)} />
          <Group align="end">
            <NumberInput flex={1} label={texts.limit} min={0} decimalScale={1} value={limit} onChange={setLimit} data-autofocus />
            <SegmentedControl aria-label={texts.unit} value={unit} onChange={value => setUnit(value as Unit)} data={[{ value: "A", label: texts.amperes }, { value: "W", label: texts.watts }]} />
          </Group>
          <NumberInput label={t.profiles.columns.stack} description={texts.stackHint} min={0} allowDecimal={false} value={stackLevel} onChange={setStackLevel} />
          {error && <ProblemNote error={error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={isPending} disabled={limit === ""}>
              {texts.send}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
