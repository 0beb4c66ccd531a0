-- An export that somebody asked for, and what became of it. The rows it wrote lie in a file; whoever asked for which rows stays here for a while after the file is gone.
CREATE TABLE csms.exports (
    id              uuid PRIMARY KEY,
    asker_id        uuid NOT NULL,
    asked_by        text NOT NULL,
    idempotency_key text NULL,
    kind            text NOT NULL,
    format          text NOT NULL CHECK (format IN ('csv', 'ndjson')),
    charge_point_id text NULL,
    selected_from   timestamptz NULL,
    selected_to     timestamptz NULL,
    state           text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'removed')),
    asked_at        timestamptz NOT NULL,
    started_at      timestamptz NULL,
    ended_at        timestamptz NULL,
    expires_at      timestamptz NULL,
    attempt         integer NOT NULL DEFAULT 0,
    row_count       bigint NOT NULL DEFAULT 0,
    expected_rows   bigint NULL,
    bytes           bigint NOT NULL DEFAULT 0,
    stored_bytes    bigint NOT NULL DEFAULT 0,
    sha256          text NULL,
    position        bigint NULL,
    failure_code    text NULL,
    failure         text NULL,
    CONSTRAINT exports_key_unique UNIQUE (asker_id, idempotency_key)
);
CREATE INDEX exports_asker ON csms.exports (asker_id, id);
CREATE INDEX exports_waiting ON csms.exports (id) WHERE state IN ('queued', 'running');
-- One at a time, on whichever node.
CREATE UNIQUE INDEX exports_one_runs ON csms.exports ((true)) WHERE state = 'running';
COMMENT ON COLUMN csms.exports.id IS 'UUID version 7: its order is that of asking';
COMMENT ON COLUMN csms.exports.asked_by IS 'As in events: key:NAME or user:{id}';
COMMENT ON COLUMN csms.exports.attempt IS 'Counts beginnings. Part of the file''s name, so that a node that was given up cannot touch what another one writes';
COMMENT ON COLUMN csms.exports.bytes IS 'Of the rows as text; stored_bytes is what lies on the disk';
COMMENT ON COLUMN csms.exports.position IS 'The rows contain every event up to this one, perhaps more';
