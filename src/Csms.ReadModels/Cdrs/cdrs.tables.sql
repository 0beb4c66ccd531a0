CREATE TABLE cdrs (
    cdr_id text COLLATE "C" PRIMARY KEY,
    bill_id uuid NOT NULL,
    transaction_id integer NOT NULL,
    charge_point_id text COLLATE "C" NOT NULL,
    connector_id integer NOT NULL,
    token_id uuid NOT NULL,
    state text NOT NULL,
    credit_reference_id text COLLATE "C",
    credited_by text COLLATE "C",
    tariff_id text NOT NULL,
    tariff_version integer NOT NULL,
    currency text,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    energy_kwh numeric,
    total_hours numeric,
    parking_hours numeric,
    total_excl_vat numeric,
    total_incl_vat numeric,
    fixed_cost numeric,
    energy_cost numeric,
    time_cost numeric,
    parking_cost numeric,
    reservation_cost numeric,
    flags text[] NOT NULL,
    free_of_charge boolean NOT NULL,
    ruled_by text,
    issued_at timestamptz NOT NULL,
    last_sequence bigint NOT NULL
);
COMMENT ON TABLE cdrs IS 'Charge detail records (OCPI 2.2.1), credits, and sessions that are held back because something is doubtful.';
COMMENT ON COLUMN cdrs.cdr_id IS 'OCPI''s id; of a held session that which its CDR will have.';
COMMENT ON COLUMN cdrs.bill_id IS 'Whose bill: the uuid of the transaction (streams bill-{uuid} and transaction-{uuid}).';
COMMENT ON COLUMN cdrs.transaction_id IS 'OCPP''s number of the transaction.';
COMMENT ON COLUMN cdrs.charge_point_id IS 'Where.';
COMMENT ON COLUMN cdrs.connector_id IS 'Where.';
COMMENT ON COLUMN cdrs.token_id IS 'Pseudonym of the idTag that started the session.';
COMMENT ON COLUMN cdrs.state IS 'held: not billed, somebody has to look; issued: it counts; credited: taken back; credit: takes another one back; nothing: released, and there was nothing to bill.';
COMMENT ON COLUMN cdrs.credit_reference_id IS 'The CDR that this credit takes back; null for others.';
COMMENT ON COLUMN cdrs.credited_by IS 'The credit that took it back; null while it counts.';
COMMENT ON COLUMN cdrs.tariff_id IS 'OCPI''s id of the tariff.';
COMMENT ON COLUMN cdrs.tariff_version IS 'Which version of the tariff; 0: none was assigned, free of charge.';
COMMENT ON COLUMN cdrs.currency IS 'ISO 4217; null while held.';
COMMENT ON COLUMN cdrs.started_at IS 'Beginning of the session, or of the reservation before it; clock errors of the charge point corrected.';
COMMENT ON COLUMN cdrs.ended_at IS 'End of the session, parking included; null while held.';
COMMENT ON COLUMN cdrs.energy_kwh IS 'Billed energy, kWh; provisional while held; negative in a credit.';
COMMENT ON COLUMN cdrs.total_hours IS 'Hours from start to end; negative in a credit.';
COMMENT ON COLUMN cdrs.parking_hours IS 'Hours of it that were parking; null: none.';
COMMENT ON COLUMN cdrs.total_excl_vat IS 'What is billed without VAT, rounded; negative in a credit; null while held.';
COMMENT ON COLUMN cdrs.total_incl_vat IS 'What is billed with VAT, rounded; null where VAT does not apply.';
COMMENT ON COLUMN cdrs.fixed_cost IS 'Of it FLAT, without VAT, not rounded, before limits.';
COMMENT ON COLUMN cdrs.energy_cost IS 'Of it ENERGY, without VAT, not rounded, before limits.';
COMMENT ON COLUMN cdrs.time_cost IS 'Of it TIME, without VAT, not rounded, before limits.';
COMMENT ON COLUMN cdrs.parking_cost IS 'Of it PARKING_TIME, without VAT, not rounded, before limits.';
COMMENT ON COLUMN cdrs.reservation_cost IS 'Of it the reservation, without VAT, not rounded, before limits.';
COMMENT ON COLUMN cdrs.flags IS 'What was noticed about energy, time and price.';
COMMENT ON COLUMN cdrs.free_of_charge IS 'No tariff was assigned when the session started.';
COMMENT ON COLUMN cdrs.ruled_by IS 'Who released or corrected it; null: nobody.';
COMMENT ON COLUMN cdrs.issued_at IS 'When it was made, or held, by the server''s clock.';
COMMENT ON COLUMN cdrs.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
