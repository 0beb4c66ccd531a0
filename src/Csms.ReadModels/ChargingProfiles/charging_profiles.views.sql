CREATE OR REPLACE VIEW v1_charging_profiles AS
SELECT call_id, charge_point_id, connector_id, profile_id, purpose, stack_level, kind, transaction_id, valid_from, valid_to, profile, status,
       installed_at, removed_at, removal_reason, removed_by_call_id, last_sequence
FROM charging_profiles;
COMMENT ON VIEW v1_charging_profiles IS 'Charging profiles that charge points took on, as far as their answers tell.';
