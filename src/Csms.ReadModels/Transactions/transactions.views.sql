CREATE OR REPLACE VIEW v1_transactions AS
SELECT stream_id, transaction_id, charge_point_id, connector_id, token_id, status, authorization_status, reservation_id,
       started_at, start_recorded_at, meter_start, stopped_at, stop_recorded_at, meter_stop, stop_reason, stop_token_id,
       energy_wh, duration_seconds, last_register_wh, last_meter_value_at, samples, flags, last_sequence
FROM transactions;
COMMENT ON VIEW v1_transactions IS 'Charging transactions, running and stopped.';
