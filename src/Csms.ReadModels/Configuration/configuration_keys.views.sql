CREATE OR REPLACE VIEW v1_configuration_keys AS
SELECT charge_point_id, key, state, value, read_only, value_since, value_call_id, reported_at, pending_value, pending_since,
       tried_value, tried_outcome, tried_at, tried_call_id, desired_value, desired_since, last_sequence
FROM configuration_keys;
COMMENT ON VIEW v1_configuration_keys IS 'Configuration of charge points: reported, tried and desired values. Secrets are not in it.';
CREATE OR REPLACE VIEW v1_configuration_changes AS
SELECT charge_point_id, key, what, value, read_only, at, call_id, last_sequence FROM configuration_changes;
COMMENT ON VIEW v1_configuration_changes IS 'What happened to configuration keys, from the first report on.';
