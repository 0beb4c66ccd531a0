CREATE INDEX ix_reservations_requested_at ON reservations (requested_at, id);
CREATE INDEX ix_reservations_charge_point ON reservations (charge_point_id, requested_at, id);
CREATE INDEX ix_reservations_number ON reservations (charge_point_id, reservation_id, requested_at);
CREATE INDEX ix_reservations_open ON reservations (charge_point_id) WHERE status IN ('reserved', 'unknown');
CREATE INDEX ix_reservations_due ON reservations (expiry_date) WHERE status = 'reserved';
