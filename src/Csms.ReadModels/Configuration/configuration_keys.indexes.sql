CREATE INDEX ix_configuration_changes_key ON configuration_changes (charge_point_id, key_id, last_sequence);
