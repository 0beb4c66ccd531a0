CREATE OR REPLACE VIEW v1_causes AS
SELECT sequence, correlation_id, causation_id
FROM causes;
COMMENT ON VIEW v1_causes IS 'Events by what set them off, but for those that a frame caused directly.';
