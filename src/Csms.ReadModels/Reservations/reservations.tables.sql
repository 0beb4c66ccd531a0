CREATE TABLE reservations (
    id                        uuid         PRIMARY KEY,
    charge_point_id           text         COLLATE "C" NOT NULL,
    reservation_id            integer      NOT NULL,
    connector_id              integer      NOT NULL,
    expiry_date               timestamptz,
    status                    text         NOT NULL,
    requested_at              timestamptz  NOT NULL,
    requested_by              text         NOT NULL,
    answer                    text,
    made_at                   timestamptz,
    token_id                  uuid,
    parent_token_id           uuid,
    held_connector_id         integer,
    ended_at                  timestamptz,
    transaction_id            integer,
    terminated_by             text,
    replaced_by               uuid,
    passed_over_by            integer,
    cancellation_rejected_at  timestamptz,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE reservations IS 'Reservations, from the call that asks for one to its end.';
COMMENT ON COLUMN reservations.id IS 'Identity of the reservation, and of the call that asked for it.';
COMMENT ON COLUMN reservations.charge_point_id IS 'Charge point that reserves.';
COMMENT ON COLUMN reservations.reservation_id IS 'OCPP number, unique at the charge point while it is in use.';
COMMENT ON COLUMN reservations.connector_id IS 'Connector that is reserved; 0 is any.';
COMMENT ON COLUMN reservations.expiry_date IS 'When it ends unless it is used before.';
COMMENT ON COLUMN reservations.status IS 'requested, not_sent, refused, unknown (the answer was lost), reserved, used, expired, cancelled, terminated or replaced.';
COMMENT ON COLUMN reservations.requested_at IS 'When it was asked for, by the server''s clock.';
COMMENT ON COLUMN reservations.requested_by IS 'Who asked for it.';
COMMENT ON COLUMN reservations.answer IS 'What the charge point answered: a status, or the code of a CALLERROR.';
COMMENT ON COLUMN reservations.made_at IS 'When the charge point accepted it.';
COMMENT ON COLUMN reservations.token_id IS 'Pseudonym of the idTag it is for; null until it was accepted, or where it was erased.';
COMMENT ON COLUMN reservations.parent_token_id IS 'Group whose tokens may use it too.';
COMMENT ON COLUMN reservations.held_connector_id IS 'Connector that reported Reserved.';
COMMENT ON COLUMN reservations.ended_at IS 'When its end was recorded, or that it will never begin.';
COMMENT ON COLUMN reservations.transaction_id IS 'OCPP number of the transaction that used it.';
COMMENT ON COLUMN reservations.terminated_by IS 'Connector status that ended it: Faulted, Unavailable or Available.';
COMMENT ON COLUMN reservations.replaced_by IS 'Reservation that took its number.';
COMMENT ON COLUMN reservations.passed_over_by IS 'OCPP number of the last transaction of somebody else on the reserved connector.';
COMMENT ON COLUMN reservations.cancellation_rejected_at IS 'When the charge point rejected its cancellation: it does not know it.';
COMMENT ON COLUMN reservations.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
