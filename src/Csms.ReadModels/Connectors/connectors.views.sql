CREATE OR REPLACE VIEW v1_connectors AS
SELECT charge_point_id, connector_id, status, error_code, info, vendor_id, vendor_error_code, since, device_time, reported_at, anomalies, last_sequence
FROM connectors;
COMMENT ON VIEW v1_connectors IS 'Connectors as they last reported themselves; connector 0 is the charge point as a whole.';
