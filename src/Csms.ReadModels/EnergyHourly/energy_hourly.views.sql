CREATE OR REPLACE VIEW v1_energy_hourly AS
SELECT session_id, hour, transaction_id, charge_point_id, connector_id, token_id, energy_wh, billable, last_sequence
FROM energy_hourly;
COMMENT ON VIEW v1_energy_hourly IS 'Energy of sessions that ended by the hour of UTC; the hours of a session add up to its energy in v1_session_energy.';
CREATE OR REPLACE VIEW v1_session_energy AS
SELECT session_id, transaction_id, charge_point_id, connector_id, token_id, started_at, ended_at, energy_wh, billable, ruled, flags, last_sequence
FROM session_energy;
COMMENT ON VIEW v1_session_energy IS 'Energy of sessions that ended, as it is billed, and what was noticed about it.';
