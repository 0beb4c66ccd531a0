CREATE INDEX ix_uptime_exclusions_charge_point ON uptime_exclusions (charge_point_id, started_at, exclusion_id);
CREATE INDEX ix_uptime_exclusions_started_at ON uptime_exclusions (started_at, exclusion_id);
