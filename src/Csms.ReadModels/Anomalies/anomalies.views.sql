CREATE OR REPLACE VIEW v1_anomalies AS
SELECT anomaly_id, kind, severity, state, charge_point_id, connector_id, transaction_id, session_id, token_id, cdr_id, call_id, flags, energy_wh, suggestion, repair,
       decided_by, reason, source_sequence, detected_at, ended_at, last_sequence
FROM anomalies;
COMMENT ON VIEW v1_anomalies IS 'What is doubtful in the record: what it is, what would put it right, and what was decided.';
