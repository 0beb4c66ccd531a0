CREATE OR REPLACE VIEW v1_tariff_assignments AS
SELECT stream_id, scope, key, tariff_id, assigned_from, last_sequence
FROM tariff_assignments;
COMMENT ON VIEW v1_tariff_assignments IS 'Which tariff is assigned to whom and where.';
