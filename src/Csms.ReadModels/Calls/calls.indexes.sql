CREATE INDEX ix_calls_charge_point ON calls (charge_point_id, requested_at, call_id);
CREATE INDEX ix_calls_open ON calls (charge_point_id, requested_at) WHERE finished_at IS NULL;
