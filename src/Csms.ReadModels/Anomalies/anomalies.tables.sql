CREATE TABLE anomalies (
    anomaly_id       uuid         PRIMARY KEY,
    kind             text         NOT NULL,
    severity         text         NOT NULL,
    state            text         NOT NULL,
    charge_point_id  text         COLLATE "C" NOT NULL,
    connector_id     integer,
    transaction_id   integer,
    session_id       uuid,
    token_id         uuid,
    cdr_id           text         COLLATE "C",
    call_id          uuid,
    flags            text[]       NOT NULL,
    energy_wh        bigint,
    suggestion       jsonb,
    repair           jsonb,
    decided_by       text,
    reason           text,
    source_sequence  bigint       NOT NULL,
    detected_at      timestamptz  NOT NULL,
    ended_at         timestamptz,
    last_sequence    bigint       NOT NULL
);
COMMENT ON TABLE anomalies IS 'What is doubtful in the record: what it is, what would put it right, and what was decided.';
COMMENT ON COLUMN anomalies.anomaly_id IS 'Name of the anomaly, made of what it is about (stream anomaly-{uuid}).';
COMMENT ON COLUMN anomalies.kind IS 'StartWithoutStop, StopWithoutStart, StopRepeatedDifferently, EnergyDoubtful, ClockWrong, UnknownToken, RemoteStartWithoutStart or ReportDoubtful.';
COMMENT ON COLUMN anomalies.severity IS 'High: energy is not billed because of it; Medium: somebody should look at the charge point; Low: for the record.';
COMMENT ON COLUMN anomalies.state IS 'open; accepted (the suggestion was carried out); overridden (something else was); resolved: by itself.';
COMMENT ON COLUMN anomalies.charge_point_id IS 'Charge point it is about.';
COMMENT ON COLUMN anomalies.connector_id IS 'Connector it is about; null: none, or unknown.';
COMMENT ON COLUMN anomalies.transaction_id IS 'OCPP''s number of the transaction it is about; null: none.';
COMMENT ON COLUMN anomalies.session_id IS 'The uuid of that transaction (streams transaction-{uuid} and bill-{uuid}).';
COMMENT ON COLUMN anomalies.token_id IS 'Pseudonym of the idTag; null: none was involved.';
COMMENT ON COLUMN anomalies.cdr_id IS 'The id that the CDR of a held bill will have; null for other kinds.';
COMMENT ON COLUMN anomalies.call_id IS 'The call that had no effect; null for other kinds.';
COMMENT ON COLUMN anomalies.flags IS 'What was noticed: doubts about reports, or flags of the bill.';
COMMENT ON COLUMN anomalies.energy_wh IS 'Provisional energy of a held bill, Wh; null for other kinds.';
COMMENT ON COLUMN anomalies.suggestion IS 'What would put it right: action (Ignore, Close, Bill, Scale, UseStop), energyWh, stoppedAt, scale, transactionId. Null: a person has to say.';
COMMENT ON COLUMN anomalies.repair IS 'What was decided, in the members of suggestion; null while nothing is.';
COMMENT ON COLUMN anomalies.decided_by IS 'Who decided; null while nobody has.';
COMMENT ON COLUMN anomalies.reason IS 'Why it was decided so.';
COMMENT ON COLUMN anomalies.source_sequence IS 'Sequence number of the event that showed it last (events.mt_events.seq_id).';
COMMENT ON COLUMN anomalies.detected_at IS 'When it was found first, by the server''s clock.';
COMMENT ON COLUMN anomalies.ended_at IS 'When it was decided or resolved by itself; null while it is open.';
COMMENT ON COLUMN anomalies.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
