CREATE OR REPLACE VIEW v1_authorizations AS
SELECT authorization_id, occasion, charge_point_id, connector_id, token_id, status, reason, parent_token_id, transaction_id, decided_at, last_sequence, times
FROM authorizations;
COMMENT ON VIEW v1_authorizations IS 'What charge points were told about tokens, and why.';
