CREATE OR REPLACE VIEW v1_connector_state_intervals AS
SELECT charge_point_id, connector_id, started_at, ended_at, status, offline, cause, error_code, vendor_id, vendor_error_code,
       offline OR status IN ('Unavailable', 'Faulted') AS down, last_sequence, known_since, removed
FROM connector_state_intervals;
COMMENT ON VIEW v1_connector_state_intervals IS 'States of connectors over time, without gaps from the first report to the removal of the charge point; offline lies over the status.';
COMMENT ON COLUMN v1_connector_state_intervals.down IS 'Nobody could charge here: offline, Unavailable or Faulted.';
CREATE OR REPLACE VIEW v1_errors AS
SELECT charge_point_id, connector_id, started_at, ended_at, status, error_code, vendor_id, vendor_error_code, last_sequence
FROM errors;
COMMENT ON VIEW v1_errors IS 'Errors that connectors reported, from the report to one that says otherwise.';
