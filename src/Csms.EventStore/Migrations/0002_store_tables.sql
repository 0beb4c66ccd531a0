-- What the store keeps beside Marten's tables.

-- The counter that gives out seq_id without gaps: one row, changed under the append lock and rolled back with the append.
CREATE TABLE events.csms_sequence (
    only_row       boolean      PRIMARY KEY DEFAULT TRUE CHECK (only_row),
    last_sequence  bigint       NOT NULL,
    recorded_at    timestamptz  NOT NULL
) WITH (fillfactor = 10);
INSERT INTO events.csms_sequence (last_sequence, recorded_at) VALUES (0, '-infinity');

-- A second, unique name of a stream. Never personal.
CREATE TABLE events.csms_stream_aliases (
    alias      text     PRIMARY KEY,
    stream_id  varchar  NOT NULL REFERENCES events.mt_streams (id)
);

-- Content that may name a person or hold a secret. Events name it by id; erasing it leaves every event as it was.
CREATE TABLE events.csms_contents (
    id       uuid  PRIMARY KEY,
    subject  uuid  NULL,
    content  text  NOT NULL
);
CREATE INDEX ix_csms_contents_subject ON events.csms_contents (subject) WHERE subject IS NOT NULL;

-- What streams fold to: a cache, one row for each shape of state so that nodes of two releases can live side by side.
CREATE TABLE events.csms_snapshots (
    stream_id       varchar      NOT NULL,
    schema_version  integer      NOT NULL,
    version         bigint       NOT NULL,
    state           json         NOT NULL,
    saved_at        timestamptz  NOT NULL DEFAULT now(),
    PRIMARY KEY (stream_id, schema_version)
);
