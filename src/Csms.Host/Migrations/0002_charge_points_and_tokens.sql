CREATE SCHEMA IF NOT EXISTS csms;

-- Personal data lies here and never in an event: an event names a token by token_id, and forgetting a person is deleting the row.
CREATE TABLE csms.id_tags (
    token_id   uuid PRIMARY KEY,
    id_tag     text NOT NULL,
    id_tag_key text NOT NULL CONSTRAINT id_tags_key_unique UNIQUE
);
COMMENT ON COLUMN csms.id_tags.token_id IS 'Pseudonym by which events and read models name the idTag';
COMMENT ON COLUMN csms.id_tags.id_tag IS 'As it was first presented or entered (OCPP CiString20, longer ones are kept)';
COMMENT ON COLUMN csms.id_tags.id_tag_key IS 'Upper case: idTags compare without case (OCPP 1.6 section 7.28)';

CREATE TABLE csms.credentials (
    charge_point_id text PRIMARY KEY,
    salt            bytea NOT NULL,
    password_hash   bytea NOT NULL,
    iterations      integer NOT NULL,
    replaced_at     timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE csms.credentials IS 'Basic authentication of charge points: PBKDF2-HMAC-SHA256 of the password bytes, never the password';

-- A charge point's owner is a row with an epoch: the highest one has the socket.
CREATE TABLE csms.connections (
    charge_point_id text PRIMARY KEY,
    epoch           bigint NOT NULL,
    node            text NOT NULL,
    is_open         boolean NOT NULL,
    connected_at    timestamptz NOT NULL,
    last_seen_at    timestamptz NOT NULL
);
CREATE INDEX connections_open_by_node ON csms.connections (node) WHERE is_open;

CREATE TABLE csms.nodes (
    node         text PRIMARY KEY,
    last_seen_at timestamptz NOT NULL
);
COMMENT ON TABLE csms.nodes IS 'Host processes that are alive; one that was not seen for a while has lost its connections';

-- OCPP 1.6 wants a positive 32 bit integer that is unique over all charge points (errata 3.54).
CREATE SEQUENCE csms.transaction_ids AS integer MINVALUE 1;
