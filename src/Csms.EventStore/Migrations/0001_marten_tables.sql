-- Marten 9's event tables (string stream identity, bigint events, metadata columns on), to the name of every constraint and index,
-- so that a real Marten can open this database. Never add a column here: ours go into tables of their own.

CREATE TABLE events.mt_streams (
    id           varchar      NOT NULL,
    type         varchar      NULL,
    version      bigint       NULL,
    timestamp    timestamptz  NOT NULL DEFAULT (now()),
    created      timestamptz  NOT NULL DEFAULT (now()),
    tenant_id    varchar      NULL DEFAULT '*DEFAULT*',
    is_archived  boolean      NULL DEFAULT FALSE,
    CONSTRAINT pkey_mt_streams_id PRIMARY KEY (id)
) WITH (fillfactor = 80); -- room for the version to change in place

CREATE TABLE events.mt_events (
    seq_id          bigint        NOT NULL,
    id              uuid          NOT NULL,
    stream_id       varchar       NULL,
    version         bigint        NOT NULL,
    data            jsonb         NOT NULL,
    bdata           bytea         NULL,
    type            varchar(500)  NOT NULL,
    timestamp       timestamptz   NOT NULL DEFAULT (now()),
    tenant_id       varchar       NULL DEFAULT '*DEFAULT*',
    mt_dotnet_type  varchar       NULL,
    correlation_id  varchar       NULL,
    causation_id    varchar       NULL,
    headers         jsonb         NULL,
    is_archived     boolean       NULL DEFAULT FALSE,
    CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY (seq_id),
    CONSTRAINT fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES events.mt_streams (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON events.mt_events USING btree (stream_id, version);

CREATE SEQUENCE events.mt_events_sequence;
ALTER SEQUENCE events.mt_events_sequence OWNED BY events.mt_events.seq_id;

CREATE TABLE events.mt_event_progression (
    name          varchar      NOT NULL,
    last_seq_id   bigint       NULL,
    last_updated  timestamptz  NULL DEFAULT (transaction_timestamp()),
    CONSTRAINT pk_mt_event_progression PRIMARY KEY (name)
);

CREATE TABLE events.mt_high_water_skips (
    ending_sequence    bigint       NOT NULL,
    starting_sequence  bigint       NOT NULL,
    timestamp          timestamptz  NULL DEFAULT (transaction_timestamp()),
    CONSTRAINT pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence)
);
