CREATE OR REPLACE VIEW v1_calls AS
SELECT call_id, charge_point_id, action, payload, content_id, status, issued_by, reason, idempotency_key, deliver_by, timeout_seconds,
       requested_at, sent_at, connection_epoch, node, finished_at, response, failure, error_code, error_description, error_details,
       cancelled_by, cancel_reason, effect, effect_status, effect_due_at, effect_at, effect_transaction_id, effect_within_seconds, last_sequence
FROM calls;
COMMENT ON VIEW v1_calls IS 'Requests to charge points and what became of them.';
