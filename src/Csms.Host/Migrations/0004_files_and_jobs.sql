-- An address from which a charge point may fetch a file, or to which it may send one. Whoever knows the token may; so only its hash lies here. A token is 256
-- random bits: its SHA-256 needs no salt.
CREATE TABLE csms.file_links (
    token_hash      bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    direction       text NOT NULL CHECK (direction IN ('download', 'upload')),
    file_id         uuid NOT NULL,
    kind            text NOT NULL,
    charge_point_id text NOT NULL,
    call_id         uuid NOT NULL,
    expires_at      timestamptz NOT NULL
);
CREATE INDEX file_links_expires_at ON csms.file_links (expires_at);
COMMENT ON COLUMN csms.file_links.file_id IS 'The file to fetch, or the name the file will have that comes: one address brings one file';
COMMENT ON COLUMN csms.file_links.call_id IS 'The call whose payload carries the address';

-- GetLog and SignedUpdateFirmware want a number by which statuses can be told apart.
CREATE SEQUENCE csms.job_request_ids AS integer MINVALUE 1 CYCLE;
