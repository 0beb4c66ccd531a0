CREATE TABLE energy_hourly (
    session_id       uuid         NOT NULL,
    hour             timestamptz  NOT NULL,
    transaction_id   integer      NOT NULL,
    charge_point_id  text         COLLATE "C" NOT NULL,
    connector_id     integer      NOT NULL,
    token_id         uuid         NOT NULL,
    energy_wh        bigint       NOT NULL,
    billable         boolean      NOT NULL,
    last_sequence    bigint       NOT NULL,
    PRIMARY KEY (session_id, hour)
);
COMMENT ON TABLE energy_hourly IS 'Energy of sessions that ended, split at the full hours of UTC; the hours of a session add up to its energy exactly.';
COMMENT ON COLUMN energy_hourly.session_id IS 'The uuid of the transaction (stream transaction-{uuid}); bill_id in v1_cdrs.';
COMMENT ON COLUMN energy_hourly.hour IS 'Beginning of the hour, UTC; clock errors of the charge point corrected.';
COMMENT ON COLUMN energy_hourly.transaction_id IS 'OCPP''s number of the transaction.';
COMMENT ON COLUMN energy_hourly.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN energy_hourly.connector_id IS 'Number of the connector.';
COMMENT ON COLUMN energy_hourly.token_id IS 'Pseudonym of the idTag that started the session.';
COMMENT ON COLUMN energy_hourly.energy_wh IS 'Energy of the session in this hour, Wh, above zero; in proportion to time between two readings.';
COMMENT ON COLUMN energy_hourly.billable IS 'False while the energy of the session is doubtful and held.';
COMMENT ON COLUMN energy_hourly.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
CREATE TABLE session_energy (
    session_id       uuid         PRIMARY KEY,
    transaction_id   integer      NOT NULL,
    charge_point_id  text         COLLATE "C" NOT NULL,
    connector_id     integer      NOT NULL,
    token_id         uuid         NOT NULL,
    started_at       timestamptz  NOT NULL,
    ended_at         timestamptz  NOT NULL,
    energy_wh        bigint       NOT NULL,
    billable         boolean      NOT NULL,
    ruled            boolean      NOT NULL,
    flags            text[]       NOT NULL,
    last_sequence    bigint       NOT NULL
);
COMMENT ON TABLE session_energy IS 'Energy of sessions that ended, as it is billed: resolved from all readings, or decided by an operator.';
COMMENT ON COLUMN session_energy.session_id IS 'The uuid of the transaction (stream transaction-{uuid}); bill_id in v1_cdrs.';
COMMENT ON COLUMN session_energy.transaction_id IS 'OCPP''s number of the transaction.';
COMMENT ON COLUMN session_energy.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN session_energy.connector_id IS 'Number of the connector.';
COMMENT ON COLUMN session_energy.token_id IS 'Pseudonym of the idTag that started the session.';
COMMENT ON COLUMN session_energy.started_at IS 'Beginning of the session; clock errors of the charge point corrected.';
COMMENT ON COLUMN session_energy.ended_at IS 'Its stop, corrected, or what an operator decided; without either that of the last reading.';
COMMENT ON COLUMN session_energy.energy_wh IS 'Whole Wh, never negative; provisional while not billable.';
COMMENT ON COLUMN session_energy.billable IS 'False while it is doubtful and held.';
COMMENT ON COLUMN session_energy.ruled IS 'An operator released or corrected it.';
COMMENT ON COLUMN session_energy.flags IS 'What was noticed about the readings.';
COMMENT ON COLUMN session_energy.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
