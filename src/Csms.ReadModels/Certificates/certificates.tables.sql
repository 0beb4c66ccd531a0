CREATE TABLE certificates (
    certificate_id     uuid         PRIMARY KEY,
    charge_point_id    text         COLLATE "C" NOT NULL,
    state              text         NOT NULL,
    requested_at       timestamptz  NOT NULL,
    subject            text,
    serial_number      text,
    thumbprint         text,
    key                text,
    key_hash           text,
    issuer             text,
    not_before         timestamptz,
    not_after          timestamptz,
    answered_at        timestamptz,
    superseded_by      uuid,
    revoked_at         timestamptz,
    revocation_reason  text,
    failure            text,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE certificates IS 'Certificates that the built-in authority signed for charge points, or failed to.';
COMMENT ON COLUMN certificates.certificate_id IS 'Identity of the certificate; the same number as its serial number.';
COMMENT ON COLUMN certificates.charge_point_id IS 'Charge point that asked for it, and that alone may show it.';
COMMENT ON COLUMN certificates.state IS 'issued, accepted, rejected, superseded, revoked or failed.';
COMMENT ON COLUMN certificates.requested_at IS 'When it was signed, or could not be.';
COMMENT ON COLUMN certificates.subject IS 'Its subject, as RFC 4514 writes it.';
COMMENT ON COLUMN certificates.serial_number IS 'Hexadecimal, without leading zeros.';
COMMENT ON COLUMN certificates.thumbprint IS 'SHA-256 of the certificate, hexadecimal in lower case.';
COMMENT ON COLUMN certificates.key IS 'Kind and size of its key.';
COMMENT ON COLUMN certificates.key_hash IS 'SHA-256 of its public key, hexadecimal in lower case.';
COMMENT ON COLUMN certificates.issuer IS 'Subject of the authority that signed it.';
COMMENT ON COLUMN certificates.not_before IS 'Valid from then on.';
COMMENT ON COLUMN certificates.not_after IS 'Valid until then.';
COMMENT ON COLUMN certificates.answered_at IS 'When the charge point said whether it takes it.';
COMMENT ON COLUMN certificates.superseded_by IS 'The newer one that the charge point took.';
COMMENT ON COLUMN certificates.revoked_at IS 'When it was revoked.';
COMMENT ON COLUMN certificates.revocation_reason IS 'Why it was revoked, in the words of RFC 5280.';
COMMENT ON COLUMN certificates.failure IS 'Why it could not be signed.';
COMMENT ON COLUMN certificates.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
