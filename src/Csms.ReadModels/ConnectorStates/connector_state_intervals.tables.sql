CREATE TABLE connector_state_intervals (
    charge_point_id     text         COLLATE "C" NOT NULL,
    connector_id        integer      NOT NULL,
    started_at          timestamptz  NOT NULL,
    ended_at            timestamptz,
    status              text         NOT NULL,
    offline             boolean      NOT NULL,
    cause               text         NOT NULL,
    error_code          text         NOT NULL,
    vendor_id           text,
    vendor_error_code   text,
    connection_epoch    bigint,
    newest_device_time  timestamptz,
    known_since         timestamptz  NOT NULL,
    removed             boolean      NOT NULL,
    last_sequence       bigint       NOT NULL,
    PRIMARY KEY (charge_point_id, connector_id, started_at)
);
COMMENT ON TABLE connector_state_intervals IS 'States of connectors over time, without gaps from the first report to the removal of the charge point; connector 0 is the charge point as a whole.';
COMMENT ON COLUMN connector_state_intervals.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN connector_state_intervals.connector_id IS 'Number of the connector, from 1; 0 is the charge point as a whole.';
COMMENT ON COLUMN connector_state_intervals.started_at IS 'From this moment on, by the server''s clock.';
COMMENT ON COLUMN connector_state_intervals.ended_at IS 'Before this moment, which is the beginning of the next interval; null: it lasts.';
COMMENT ON COLUMN connector_state_intervals.status IS 'OCPP 1.6 ChargePointStatus as last reported, also while offline.';
COMMENT ON COLUMN connector_state_intervals.offline IS 'The charge point was not connected: the status is what was known.';
COMMENT ON COLUMN connector_state_intervals.cause IS 'What began the interval: Reported, Connected, or why the connection ended (ClosedByChargePoint, Lost, Idle, Superseded, ProtocolViolation, HostStopped, Removed, NodeLost).';
COMMENT ON COLUMN connector_state_intervals.error_code IS 'OCPP 1.6 ChargePointErrorCode as last reported; NoError when all is well.';
COMMENT ON COLUMN connector_state_intervals.vendor_id IS 'Whose vendor_error_code it is.';
COMMENT ON COLUMN connector_state_intervals.vendor_error_code IS 'Error code of the vendor.';
COMMENT ON COLUMN connector_state_intervals.connection_epoch IS 'The newest connection that was seen to begin; the end of an older one says nothing.';
COMMENT ON COLUMN connector_state_intervals.newest_device_time IS 'Newest credible device time since the last boot; a report from before it is history.';
COMMENT ON COLUMN connector_state_intervals.known_since IS 'Beginning of the first of the intervals that lead to this one without a gap.';
COMMENT ON COLUMN connector_state_intervals.removed IS 'It ended because the charge point was removed: none follows.';
COMMENT ON COLUMN connector_state_intervals.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
CREATE TABLE errors (
    charge_point_id     text         COLLATE "C" NOT NULL,
    connector_id        integer      NOT NULL,
    started_at          timestamptz  NOT NULL,
    ended_at            timestamptz,
    status              text         NOT NULL,
    error_code          text         NOT NULL,
    vendor_id           text,
    vendor_error_code   text,
    last_sequence       bigint       NOT NULL,
    PRIMARY KEY (charge_point_id, connector_id, started_at)
);
COMMENT ON TABLE errors IS 'Errors that connectors reported, from the report to one that says otherwise.';
COMMENT ON COLUMN errors.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN errors.connector_id IS 'Number of the connector, from 1; 0 is the charge point as a whole.';
COMMENT ON COLUMN errors.started_at IS 'When it was first reported, by the server''s clock.';
COMMENT ON COLUMN errors.ended_at IS 'When it was first reported gone, or to be another one; null: it lasts.';
COMMENT ON COLUMN errors.status IS 'Status that was reported with it; Faulted: the connector was out of use.';
COMMENT ON COLUMN errors.error_code IS 'OCPP 1.6 ChargePointErrorCode; NoError where a connector was Faulted and did not say why.';
COMMENT ON COLUMN errors.vendor_id IS 'Whose vendor_error_code it is.';
COMMENT ON COLUMN errors.vendor_error_code IS 'Error code of the vendor.';
COMMENT ON COLUMN errors.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
