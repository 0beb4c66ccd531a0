CREATE OR REPLACE VIEW v1_calls AS
SELECT call_id, charge_point_id, action, payload, content_id, status, issued_by, reason, idempotency_key, deliver_by, timeout_seconds,
       requested_at, sent_at, connection_epoch, node, finished_at, response, failure, error_code, error_description, error_details,
       cancelled_by, cancel_reason, last_sequence, triggered, triggered_came
FROM calls;
COMMENT ON VIEW v1_calls IS 'Requests to charge points and what became of them.';
