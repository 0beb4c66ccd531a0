CREATE OR REPLACE VIEW v1_meter_values AS
SELECT v.charge_point_id, v.connector_id, v.transaction_id, v.device_time, k.measurand, k.phase, v.unit, k.context, k.location, v.format,
       v.value, v.value_text, v.content_id, v.sequence
FROM meter_values v JOIN meter_kinds k USING (kind_id);
COMMENT ON VIEW v1_meter_values IS 'Every sample a charge point reported, once.';
