CREATE OR REPLACE VIEW v1_tokens AS
SELECT token_id, status, expiry_date, parent_token_id, max_concurrent_transactions, registered_at, changed_at, removed_at, last_sequence
FROM tokens;
COMMENT ON VIEW v1_tokens IS 'Tokens that may start transactions, by pseudonym.';
