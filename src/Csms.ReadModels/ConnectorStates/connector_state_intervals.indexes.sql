CREATE INDEX ix_connector_state_intervals_open ON connector_state_intervals (charge_point_id) WHERE ended_at IS NULL;
CREATE INDEX ix_connector_state_intervals_started_at ON connector_state_intervals (started_at);
CREATE INDEX ix_errors_open ON errors (charge_point_id) WHERE ended_at IS NULL;
CREATE INDEX ix_errors_started_at ON errors (started_at, charge_point_id, connector_id);
-- For uptime: what counts as down is a small part, and the last interval of each row of them says how long a connector was known.
CREATE INDEX ix_connector_state_intervals_down ON connector_state_intervals (charge_point_id, connector_id, started_at) WHERE offline OR status IN ('Unavailable', 'Faulted');
CREATE INDEX ix_connector_state_intervals_last ON connector_state_intervals (charge_point_id, connector_id) WHERE ended_at IS NULL OR removed;
-- For outages, newest first and by when they ended.
CREATE INDEX ix_connector_state_intervals_outage ON connector_state_intervals (started_at, charge_point_id, connector_id)
    WHERE offline OR status IN ('Unavailable', 'Faulted');
CREATE INDEX ix_connector_state_intervals_outage_ended ON connector_state_intervals (ended_at) WHERE offline OR status IN ('Unavailable', 'Faulted');
