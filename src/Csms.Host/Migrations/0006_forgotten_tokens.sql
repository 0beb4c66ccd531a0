-- Whose holders are forgotten. An idTag rests here only while what it names is being looked for, so that a crash in between loses nothing.
CREATE TABLE csms.forgotten_tokens (
    token_id     uuid PRIMARY KEY,
    id_tag       text NULL,
    forgotten_at timestamptz NOT NULL DEFAULT now(),
    erased_at    timestamptz NULL
);
COMMENT ON COLUMN csms.forgotten_tokens.id_tag IS 'Null once nothing in this database holds it any more';
COMMENT ON COLUMN csms.forgotten_tokens.erased_at IS 'When the erasure was complete; what arrives later under the pseudonym is erased as well';
