CREATE OR REPLACE VIEW v1_certificates AS
SELECT certificate_id, charge_point_id, state, requested_at, subject, serial_number, thumbprint, key, key_hash, issuer, not_before, not_after,
       answered_at, superseded_by, revoked_at, revocation_reason, failure, last_sequence
FROM certificates;
COMMENT ON VIEW v1_certificates IS 'Certificates that the built-in authority signed for charge points, or failed to.';
