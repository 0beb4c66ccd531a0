CREATE OR REPLACE VIEW v1_repairs AS
SELECT charge_point_id, day, rule, events, first_at, last_at, last_sequence
FROM repairs;
COMMENT ON VIEW v1_repairs IS 'How often messages of a charge point had to be repaired, by rule and day.';
