/** OCPP 1.6, 7.7: ChargePointStatus. */
export const connectorStatuses = ["Available", "Preparing", "Charging", "SuspendedEV", "SuspendedEVSE", "Finishing", "Reserved", "Unavailable", "Faulted"] as const;

/** OCPP 1.6, 7.35: what TriggerMessage can ask for. */
export const triggers = ["StatusNotification", "MeterValues", "Heartbeat", "BootNotification", "DiagnosticsStatusNotification", "FirmwareStatusNotification"] as const;
