CREATE TABLE availability (
    charge_point_id     text         COLLATE "C" NOT NULL,
    connector_id        integer      NOT NULL,
    status              text,
    asked               text,
    asked_connector_id  integer,
    call_id             uuid,
    asked_at            timestamptz,
    answer              text,
    answered_at         timestamptz,
    expected            text,
    expected_since      timestamptz,
    effective_at        timestamptz,
    newest_device_time  timestamptz,
    last_sequence       bigint       NOT NULL,
    PRIMARY KEY (charge_point_id, connector_id)
);
COMMENT ON TABLE availability IS 'What was asked of the availability of connectors and what came of it; connector 0 is the charge point as a whole.';
COMMENT ON COLUMN availability.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN availability.connector_id IS 'Number of the connector, from 1; 0 is the charge point as a whole.';
COMMENT ON COLUMN availability.status IS 'Status as last reported; null before the first report.';
COMMENT ON COLUMN availability.asked IS 'Operative or Inoperative, as asked last; null when nobody asked.';
COMMENT ON COLUMN availability.asked_connector_id IS 'Connector that the question named; 0 covers all.';
COMMENT ON COLUMN availability.call_id IS 'The call that asked.';
COMMENT ON COLUMN availability.asked_at IS 'When it was asked.';
COMMENT ON COLUMN availability.answer IS 'Accepted, Scheduled, Rejected, an OCPP error code, InvalidResponse, ConnectionLost, TimedOut, Expired or Cancelled; null while the question is open.';
COMMENT ON COLUMN availability.answered_at IS 'When the question ended.';
COMMENT ON COLUMN availability.expected IS 'Operative or Inoperative, as it last agreed to; null when it never did.';
COMMENT ON COLUMN availability.expected_since IS 'When it agreed.';
COMMENT ON COLUMN availability.effective_at IS 'When its status was first seen to be as expected; null while the status that must follow has not come.';
COMMENT ON COLUMN availability.newest_device_time IS 'Newest credible device time since the last boot; a report from before it is history.';
COMMENT ON COLUMN availability.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
CREATE TABLE availability_calls (
    call_id          uuid    PRIMARY KEY,
    charge_point_id  text    NOT NULL,
    action           text    NOT NULL,
    payload          jsonb   NOT NULL,
    tokens           jsonb,
    last_sequence    bigint  NOT NULL
);
COMMENT ON TABLE availability_calls IS 'Calls whose end this read model waits for.';
COMMENT ON COLUMN availability_calls.call_id IS 'Identity of the call.';
COMMENT ON COLUMN availability_calls.charge_point_id IS 'Charge point it is for.';
COMMENT ON COLUMN availability_calls.action IS 'OCPP action.';
COMMENT ON COLUMN availability_calls.payload IS 'Payload, idTags and secrets withheld.';
COMMENT ON COLUMN availability_calls.tokens IS 'Tokens whose idTags the payload names, in its order.';
COMMENT ON COLUMN availability_calls.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
