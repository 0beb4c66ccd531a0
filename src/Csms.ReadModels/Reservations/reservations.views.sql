CREATE OR REPLACE VIEW v1_reservations AS
SELECT id, charge_point_id, reservation_id, connector_id, expiry_date, status, requested_at, requested_by, answer, made_at, token_id,
       parent_token_id, held_connector_id, ended_at, transaction_id, terminated_by, replaced_by, passed_over_by, cancellation_rejected_at,
       last_sequence
FROM reservations;
COMMENT ON VIEW v1_reservations IS 'Reservations, from the call that asks for one to its end.';
