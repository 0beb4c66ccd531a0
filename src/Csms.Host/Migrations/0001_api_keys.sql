CREATE SCHEMA IF NOT EXISTS csms;

-- A key is 256 random bits: its SHA-256 needs no salt and no slow hash, and whoever reads this table cannot use what it finds.
CREATE TABLE csms.api_keys (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    key_hash     bytea NOT NULL UNIQUE CHECK (octet_length(key_hash) = 32),
    role         text NOT NULL CHECK (role IN ('administrator', 'operator', 'reader')),
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
