CREATE TABLE trusted_roots (
    root_id           uuid         PRIMARY KEY,
    charge_point_id   text         COLLATE "C" NOT NULL,
    use               text         NOT NULL,
    hash_algorithm    text         NOT NULL,
    issuer_name_hash  text         NOT NULL,
    issuer_key_hash   text         NOT NULL,
    serial_number     text         NOT NULL,
    subject           text,
    not_after         timestamptz,
    certificate       text,
    installed_at      timestamptz,
    reported_at       timestamptz,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE trusted_roots IS 'Root certificates that charge points trust, as far as they said.';
COMMENT ON COLUMN trusted_roots.root_id IS 'Follows from the charge point, the use and the hashes.';
COMMENT ON COLUMN trusted_roots.charge_point_id IS 'Charge point that trusts it.';
COMMENT ON COLUMN trusted_roots.use IS 'CentralSystemRootCertificate or ManufacturerRootCertificate.';
COMMENT ON COLUMN trusted_roots.hash_algorithm IS 'SHA256, SHA384 or SHA512, as the charge point listed it; SHA256 before it did.';
COMMENT ON COLUMN trusted_roots.issuer_name_hash IS 'Hash of the issuer''s name (RFC 6960).';
COMMENT ON COLUMN trusted_roots.issuer_key_hash IS 'Hash of the issuer''s public key (RFC 6960).';
COMMENT ON COLUMN trusted_roots.serial_number IS 'Hexadecimal.';
COMMENT ON COLUMN trusted_roots.subject IS 'Its subject; null for one that was not installed from here.';
COMMENT ON COLUMN trusted_roots.not_after IS 'Valid until then; null for one that was not installed from here.';
COMMENT ON COLUMN trusted_roots.certificate IS 'PEM; null for one that was not installed from here.';
COMMENT ON COLUMN trusted_roots.installed_at IS 'When the charge point accepted it from here.';
COMMENT ON COLUMN trusted_roots.reported_at IS 'When the charge point last listed it; null when it never did.';
COMMENT ON COLUMN trusted_roots.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
CREATE TABLE trusted_root_calls (
    call_id          uuid    PRIMARY KEY,
    charge_point_id  text    NOT NULL,
    action           text    NOT NULL,
    payload          jsonb   NOT NULL,
    tokens           jsonb,
    last_sequence    bigint  NOT NULL
);
COMMENT ON TABLE trusted_root_calls IS 'Calls whose end this read model waits for.';
COMMENT ON COLUMN trusted_root_calls.call_id IS 'Identity of the call.';
COMMENT ON COLUMN trusted_root_calls.charge_point_id IS 'Charge point it is for.';
COMMENT ON COLUMN trusted_root_calls.action IS 'OCPP action.';
COMMENT ON COLUMN trusted_root_calls.payload IS 'Payload, secrets withheld.';
COMMENT ON COLUMN trusted_root_calls.tokens IS 'Empty: these calls name no tokens.';
COMMENT ON COLUMN trusted_root_calls.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
