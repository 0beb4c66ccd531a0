-- The view of early days had names, payloads and free text, which are for those who may read calls over REST. Columns of a view cannot be taken away.
DO $former$
BEGIN
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('v1_calls') AND attname = 'payload') THEN
        DROP VIEW v1_calls;
    END IF;
END
$former$;
CREATE OR REPLACE VIEW v1_calls AS
SELECT call_id, charge_point_id, action, status, deliver_by, timeout_seconds, requested_at, sent_at, connection_epoch, node, finished_at,
       response ->> 'status' AS answer, failure, error_code, effect, effect_status, effect_due_at, effect_at, effect_transaction_id, effect_within_seconds, last_sequence
FROM calls;
COMMENT ON VIEW v1_calls IS 'Requests to charge points and what became of them, without what was said and by whom.';
COMMENT ON COLUMN v1_calls.answer IS 'The status in the answer, e.g. Accepted; null where it has none.';
