CREATE OR REPLACE VIEW v1_jobs AS
SELECT job_id, charge_point_id, kind, state, reason, begun_at, requested_by, request_id, location, retrieve_at, install_at, answered_at, file_name,
       awaiting_since, last_status, last_status_at, statuses, ended_at, superseded_by, firmware_before, firmware_after, booted_at, file_id,
       file_received_at, last_sequence
FROM jobs;
COMMENT ON VIEW v1_jobs IS 'Updates of firmware and uploads of diagnostics and logs: what was asked, what the charge point told, what came.';
