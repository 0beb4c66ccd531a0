CREATE TABLE connectors (
    charge_point_id    text         COLLATE "C" NOT NULL,
    connector_id       integer      NOT NULL,
    status             text         NOT NULL,
    error_code         text         NOT NULL,
    info               text,
    vendor_id          text,
    vendor_error_code  text,
    since              timestamptz  NOT NULL,
    device_time        timestamptz,
    reported_at        timestamptz  NOT NULL,
    anomalies          text[]       NOT NULL,
    newest_device_time timestamptz,
    last_sequence      bigint       NOT NULL,
    PRIMARY KEY (charge_point_id, connector_id)
);
COMMENT ON TABLE connectors IS 'Connectors as they last reported themselves; connector 0 is the charge point as a whole.';
COMMENT ON COLUMN connectors.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN connectors.connector_id IS 'Number of the connector, from 1; 0 is the charge point as a whole.';
COMMENT ON COLUMN connectors.status IS 'OCPP 1.6 ChargePointStatus: Available, Preparing, Charging, SuspendedEV, SuspendedEVSE, Finishing, Reserved, Unavailable or Faulted.';
COMMENT ON COLUMN connectors.error_code IS 'OCPP 1.6 ChargePointErrorCode; NoError when all is well.';
COMMENT ON COLUMN connectors.info IS 'Free text the charge point added.';
COMMENT ON COLUMN connectors.vendor_id IS 'Whose vendor_error_code it is.';
COMMENT ON COLUMN connectors.vendor_error_code IS 'Error code of the vendor.';
COMMENT ON COLUMN connectors.since IS 'When the connector was first reported to be in this status, by the server''s clock.';
COMMENT ON COLUMN connectors.device_time IS 'Time of the last report by the charge point''s clock; null when it sent none.';
COMMENT ON COLUMN connectors.reported_at IS 'When the last report was recorded, by the server''s clock.';
COMMENT ON COLUMN connectors.anomalies IS 'What is doubtful about the last report.';
COMMENT ON COLUMN connectors.newest_device_time IS 'Newest credible device time since the last boot; a report from before it is history and not shown.';
COMMENT ON COLUMN connectors.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
