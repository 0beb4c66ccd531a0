CREATE TABLE tokens (
    token_id                     uuid         PRIMARY KEY,
    status                       text         NOT NULL,
    expiry_date                  timestamptz,
    parent_token_id              uuid,
    max_concurrent_transactions  integer,
    registered_at                timestamptz  NOT NULL,
    changed_at                   timestamptz,
    removed_at                   timestamptz,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE tokens IS 'Tokens that may start transactions, by pseudonym; the idTags lie beside the events.';
COMMENT ON COLUMN tokens.token_id IS 'Pseudonym of the idTag.';
COMMENT ON COLUMN tokens.status IS 'What an operator decided: Accepted, Blocked, Expired or Invalid.';
COMMENT ON COLUMN tokens.expiry_date IS 'Not accepted from this moment; null is no end.';
COMMENT ON COLUMN tokens.parent_token_id IS 'Pseudonym of the parentIdTag: tokens with the same one form a group.';
COMMENT ON COLUMN tokens.max_concurrent_transactions IS 'How many transactions may run at once; null is no limit.';
COMMENT ON COLUMN tokens.registered_at IS 'When it was entered, by the server''s clock.';
COMMENT ON COLUMN tokens.changed_at IS 'When it was last changed; null when never.';
COMMENT ON COLUMN tokens.removed_at IS 'When it was removed; null while it is in use.';
COMMENT ON COLUMN tokens.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
