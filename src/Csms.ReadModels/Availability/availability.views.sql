CREATE OR REPLACE VIEW v1_availability AS
SELECT charge_point_id, connector_id, status, asked, asked_connector_id, call_id, asked_at, answer, answered_at, expected, expected_since, effective_at, last_sequence
FROM availability;
COMMENT ON VIEW v1_availability IS 'What was asked of the availability of connectors and what came of it; connector 0 is the charge point as a whole.';
