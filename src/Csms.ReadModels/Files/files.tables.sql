CREATE TABLE files (
    file_id          uuid         PRIMARY KEY,
    kind             text         NOT NULL,
    size             bigint       NOT NULL,
    sha256           text         NOT NULL,
    name             text,
    version          text,
    charge_point_id  text         COLLATE "C",
    call_id          uuid,
    received_at      timestamptz  NOT NULL,
    removed_at       timestamptz,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE files IS 'Firmware images and what charge points uploaded; the bytes lie in the files folder.';
COMMENT ON COLUMN files.file_id IS 'Identity of the file.';
COMMENT ON COLUMN files.kind IS 'firmware, diagnostics or log.';
COMMENT ON COLUMN files.size IS 'Bytes.';
COMMENT ON COLUMN files.sha256 IS 'SHA-256 of its bytes, hexadecimal in lower case.';
COMMENT ON COLUMN files.name IS 'What an operator calls it.';
COMMENT ON COLUMN files.version IS 'Version of the firmware in it, as an operator says.';
COMMENT ON COLUMN files.charge_point_id IS 'Charge point that sent it; null when an operator did.';
COMMENT ON COLUMN files.call_id IS 'Call that asked for it.';
COMMENT ON COLUMN files.received_at IS 'When its arrival was recorded, by the server''s clock.';
COMMENT ON COLUMN files.removed_at IS 'When an operator had its bytes deleted; null while they are there.';
COMMENT ON COLUMN files.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
