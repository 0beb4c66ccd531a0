CREATE INDEX ix_calls_requested_at ON calls (requested_at, call_id);
CREATE INDEX ix_calls_charge_point ON calls (charge_point_id, requested_at, call_id);
CREATE INDEX ix_calls_open ON calls (charge_point_id, requested_at) WHERE finished_at IS NULL;
CREATE INDEX ix_calls_effect ON calls (charge_point_id, requested_at) WHERE effect_status IN ('awaited', 'absent');
CREATE INDEX ix_calls_effect_due ON calls (effect_due_at) WHERE effect_status = 'awaited';
CREATE INDEX ix_calls_effect_transaction ON calls (effect_transaction_id) WHERE effect_transaction_id IS NOT NULL;
-- What is asked for newest first and is rare among the newest.
CREATE INDEX ix_calls_status ON calls (status, requested_at, call_id) WHERE status <> 'answered';
CREATE INDEX ix_calls_action ON calls (action, requested_at, call_id);
