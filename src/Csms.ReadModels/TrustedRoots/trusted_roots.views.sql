CREATE OR REPLACE VIEW v1_trusted_roots AS
SELECT root_id, charge_point_id, use, hash_algorithm, issuer_name_hash, issuer_key_hash, serial_number, subject, not_after, certificate,
       installed_at, reported_at, last_sequence
FROM trusted_roots;
COMMENT ON VIEW v1_trusted_roots IS 'Root certificates that charge points trust, as far as they said.';
