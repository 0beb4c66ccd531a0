CREATE TABLE configuration_keys (
    charge_point_id  text         COLLATE "C" NOT NULL,
    key_id           text         COLLATE "C" NOT NULL,
    key              text         NOT NULL,
    state            text         NOT NULL,
    value            text,
    read_only        boolean,
    value_since      timestamptz,
    value_call_id    uuid,
    reported_at      timestamptz,
    pending_value    text,
    pending_since    timestamptz,
    tried_value      text,
    tried_outcome    text,
    tried_at         timestamptz,
    tried_call_id    uuid,
    desired_value    text,
    desired_since    timestamptz,
    last_sequence    bigint       NOT NULL,
    PRIMARY KEY (charge_point_id, key_id)
);
COMMENT ON TABLE configuration_keys IS 'Configuration of charge points: reported, tried and desired values. Secrets are not in it.';
COMMENT ON COLUMN configuration_keys.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN configuration_keys.key_id IS 'The key in lower case; keys are equal whatever their case.';
COMMENT ON COLUMN configuration_keys.key IS 'The key as it was spelled last.';
COMMENT ON COLUMN configuration_keys.state IS 'known, unsupported (the charge point does not know it), gone (missing in a full report) or unknown (never reported).';
COMMENT ON COLUMN configuration_keys.value IS 'Value as reported, or as accepted since; null when the key has none.';
COMMENT ON COLUMN configuration_keys.read_only IS 'Whether it can only be read, as reported; null when it was never reported.';
COMMENT ON COLUMN configuration_keys.value_since IS 'When this value was first known, by the server''s clock.';
COMMENT ON COLUMN configuration_keys.value_call_id IS 'Call that told the value; null when a boot put a pending one in force.';
COMMENT ON COLUMN configuration_keys.reported_at IS 'When a GetConfiguration last contained it.';
COMMENT ON COLUMN configuration_keys.pending_value IS 'Value that was answered with RebootRequired: in force after the next boot.';
COMMENT ON COLUMN configuration_keys.pending_since IS 'When that was answered.';
COMMENT ON COLUMN configuration_keys.tried_value IS 'Value of the last ChangeConfiguration that was sent.';
COMMENT ON COLUMN configuration_keys.tried_outcome IS 'Its outcome: Accepted, RebootRequired, Rejected, NotSupported, an OCPP error code, InvalidResponse, ConnectionLost or TimedOut.';
COMMENT ON COLUMN configuration_keys.tried_at IS 'When that outcome was recorded.';
COMMENT ON COLUMN configuration_keys.tried_call_id IS 'The call of that outcome.';
COMMENT ON COLUMN configuration_keys.desired_value IS 'Value an operator wants; null when none is wanted.';
COMMENT ON COLUMN configuration_keys.desired_since IS 'When it was wanted.';
COMMENT ON COLUMN configuration_keys.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
CREATE TABLE configuration_changes (
    charge_point_id  text         COLLATE "C" NOT NULL,
    key_id           text         COLLATE "C" NOT NULL,
    key              text         NOT NULL,
    what             text         NOT NULL,
    value            text,
    read_only        boolean,
    at               timestamptz  NOT NULL,
    call_id          uuid,
    last_sequence    bigint       NOT NULL,
    PRIMARY KEY (charge_point_id, last_sequence, key_id)
);
COMMENT ON TABLE configuration_changes IS 'What happened to configuration keys, from the first report on.';
COMMENT ON COLUMN configuration_changes.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN configuration_changes.key_id IS 'The key in lower case.';
COMMENT ON COLUMN configuration_changes.key IS 'The key as it was spelled.';
COMMENT ON COLUMN configuration_changes.what IS 'reported, accepted, reboot_required, rebooted, rejected, not_supported, unanswered, unsupported, gone, desired or undesired.';
COMMENT ON COLUMN configuration_changes.value IS 'The value that was reported, tried or wanted.';
COMMENT ON COLUMN configuration_changes.read_only IS 'As reported; null where nothing was reported.';
COMMENT ON COLUMN configuration_changes.at IS 'When it was recorded, by the server''s clock.';
COMMENT ON COLUMN configuration_changes.call_id IS 'Call it follows from; null when it follows from none.';
COMMENT ON COLUMN configuration_changes.last_sequence IS 'Sequence number of the event (events.mt_events.seq_id).';
CREATE TABLE configuration_calls (
    call_id          uuid    PRIMARY KEY,
    charge_point_id  text    NOT NULL,
    action           text    NOT NULL,
    payload          jsonb   NOT NULL,
    tokens           jsonb,
    last_sequence    bigint  NOT NULL
);
COMMENT ON TABLE configuration_calls IS 'Calls whose end this read model waits for.';
COMMENT ON COLUMN configuration_calls.call_id IS 'Identity of the call.';
COMMENT ON COLUMN configuration_calls.charge_point_id IS 'Charge point it is for.';
COMMENT ON COLUMN configuration_calls.action IS 'OCPP action.';
COMMENT ON COLUMN configuration_calls.payload IS 'Payload, idTags and secrets withheld.';
COMMENT ON COLUMN configuration_calls.tokens IS 'Tokens whose idTags the payload names, in its order.';
COMMENT ON COLUMN configuration_calls.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
