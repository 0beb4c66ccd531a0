CREATE TABLE authorizations (
    authorization_id uuid         PRIMARY KEY,
    occasion         text         NOT NULL,
    charge_point_id  text         COLLATE "C" NOT NULL,
    connector_id     integer,
    token_id         uuid         NOT NULL,
    status           text         NOT NULL,
    reason           text,
    parent_token_id  uuid,
    transaction_id   integer,
    decided_at       timestamptz  NOT NULL,
    times            integer      NOT NULL,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE authorizations IS 'What charge points were told about tokens, and why.';
COMMENT ON COLUMN authorizations.authorization_id IS 'Identity of the decision; of the transaction''s stream where one started.';
COMMENT ON COLUMN authorizations.occasion IS 'authorize (the question alone) or start (StartTransaction).';
COMMENT ON COLUMN authorizations.charge_point_id IS 'Charge point that asked.';
COMMENT ON COLUMN authorizations.connector_id IS 'Connector of the start; null for authorize.';
COMMENT ON COLUMN authorizations.token_id IS 'Pseudonym of the idTag that was presented.';
COMMENT ON COLUMN authorizations.status IS 'Accepted, Blocked, Expired, Invalid or ConcurrentTx.';
COMMENT ON COLUMN authorizations.reason IS 'accepted, accepted_in_group, unknown_token, removed_token, marked_invalid, marked_blocked, marked_expired, past_expiry_date or concurrent_limit; null for a start of before reasons were kept.';
COMMENT ON COLUMN authorizations.parent_token_id IS 'Group of the token at that moment; null for a start.';
COMMENT ON COLUMN authorizations.transaction_id IS 'OCPP''s transactionId of the start; null for authorize.';
COMMENT ON COLUMN authorizations.decided_at IS 'When the decision was recorded, by the server''s clock.';
COMMENT ON COLUMN authorizations.times IS 'How often the charge point asked this within a second, and was told the same; mostly 1.';
COMMENT ON COLUMN authorizations.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
