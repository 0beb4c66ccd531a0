CREATE OR REPLACE VIEW v1_local_lists AS
SELECT charge_point_id, version, reported_version, reported_at, highest_version, supported, doubt, doubt_since, updated_at, last_sequence
FROM local_lists;
COMMENT ON VIEW v1_local_lists IS 'Local authorization lists of charge points, as far as known from what they accepted and told.';
CREATE OR REPLACE VIEW v1_local_list_entries AS
SELECT charge_point_id, token_id, status, expiry_date, parent_token_id, last_sequence FROM local_list_entries;
COMMENT ON VIEW v1_local_list_entries IS 'Entries of local authorization lists, as they were sent and accepted.';
