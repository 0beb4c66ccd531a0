CREATE TABLE transactions (
    stream_id           text         COLLATE "C" PRIMARY KEY,
    transaction_id      integer      NOT NULL,
    charge_point_id     text         COLLATE "C" NOT NULL,
    connector_id        integer      NOT NULL,
    token_id            uuid         NOT NULL,
    status              text         NOT NULL,
    authorization_status text        NOT NULL,
    reservation_id      integer,
    started_at          timestamptz  NOT NULL,
    start_recorded_at   timestamptz  NOT NULL,
    meter_start         bigint       NOT NULL,
    stopped_at          timestamptz,
    stop_recorded_at    timestamptz,
    meter_stop          bigint,
    stop_reason         text,
    stop_token_id       uuid,
    energy_wh           bigint,
    duration_seconds    bigint,
    last_register_wh    bigint,
    last_meter_value_at timestamptz,
    samples             bigint       NOT NULL,
    flags               text[]       NOT NULL,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE transactions IS 'Charging transactions, running and stopped.';
COMMENT ON COLUMN transactions.stream_id IS 'Event stream of the transaction.';
COMMENT ON COLUMN transactions.transaction_id IS 'OCPP''s transactionId, unique over all charge points.';
COMMENT ON COLUMN transactions.charge_point_id IS 'Charge point it ran on.';
COMMENT ON COLUMN transactions.connector_id IS 'Connector it ran on.';
COMMENT ON COLUMN transactions.token_id IS 'Pseudonym of the idTag that started it.';
COMMENT ON COLUMN transactions.status IS 'running, stopped, superseded (a later one started on its connector, and its stop has not come), or closed (by the policy for those whose stop never came).';
COMMENT ON COLUMN transactions.authorization_status IS 'What the token was worth at the start: Accepted, Blocked, Expired, Invalid or ConcurrentTx.';
COMMENT ON COLUMN transactions.reservation_id IS 'Reservation that the start ended, if any.';
COMMENT ON COLUMN transactions.started_at IS 'Start by the charge point''s clock.';
COMMENT ON COLUMN transactions.start_recorded_at IS 'When the start was recorded, by the server''s clock.';
COMMENT ON COLUMN transactions.meter_start IS 'Register at the start, Wh.';
COMMENT ON COLUMN transactions.stopped_at IS 'Stop by the charge point''s clock; null while it runs.';
COMMENT ON COLUMN transactions.stop_recorded_at IS 'When the stop was recorded, by the server''s clock; null while it runs.';
COMMENT ON COLUMN transactions.meter_stop IS 'Register at the stop, Wh, as reported (may be nonsense); null while it runs.';
COMMENT ON COLUMN transactions.stop_reason IS 'OCPP 1.6 Reason; null while it runs.';
COMMENT ON COLUMN transactions.stop_token_id IS 'Pseudonym of the idTag that stopped it; null when none was sent.';
COMMENT ON COLUMN transactions.energy_wh IS 'Energy, Wh: the last good register minus meter_start while it runs, meter_stop minus meter_start once stopped. Null when unknown or when the stop lies below the start; never negative.';
COMMENT ON COLUMN transactions.duration_seconds IS 'Seconds from started_at to stopped_at; null while it runs or when the stop is earlier than the start.';
COMMENT ON COLUMN transactions.last_register_wh IS 'Newest good reading of the energy register, Wh: one that is not below the start or an earlier one.';
COMMENT ON COLUMN transactions.last_meter_value_at IS 'Latest moment of a meter value by the charge point''s clock.';
COMMENT ON COLUMN transactions.samples IS 'Samples reported in this transaction, repeated ones included.';
COMMENT ON COLUMN transactions.flags IS 'Everything doubtful about the transaction, in order of appearance.';
COMMENT ON COLUMN transactions.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
