CREATE INDEX ix_connector_state_intervals_open ON connector_state_intervals (charge_point_id) WHERE ended_at IS NULL;
CREATE INDEX ix_connector_state_intervals_started_at ON connector_state_intervals (started_at);
CREATE INDEX ix_errors_open ON errors (charge_point_id) WHERE ended_at IS NULL;
CREATE INDEX ix_errors_started_at ON errors (started_at, charge_point_id, connector_id);
