CREATE TABLE tariffs (
    stream_id text COLLATE "C" PRIMARY KEY,
    tariff_id text NOT NULL,
    version integer NOT NULL,
    in_force_from timestamptz NOT NULL,
    currency text NOT NULL,
    published_at timestamptz NOT NULL,
    withdrawn_from timestamptz,
    document jsonb NOT NULL,
    last_sequence bigint NOT NULL
);
COMMENT ON TABLE tariffs IS 'Tariffs by their newest version.';
COMMENT ON COLUMN tariffs.stream_id IS 'Event stream of the tariff.';
COMMENT ON COLUMN tariffs.tariff_id IS 'OCPI''s id.';
COMMENT ON COLUMN tariffs.version IS 'Number of the newest version.';
COMMENT ON COLUMN tariffs.in_force_from IS 'Sessions that start from then on are priced by the newest version.';
COMMENT ON COLUMN tariffs.currency IS 'ISO 4217.';
COMMENT ON COLUMN tariffs.published_at IS 'When the newest version was published, by the server''s clock.';
COMMENT ON COLUMN tariffs.withdrawn_from IS 'Sessions that start from then on are not priced by it; null while it is in use.';
COMMENT ON COLUMN tariffs.document IS 'The newest version as OCPI 2.2.1 writes it.';
COMMENT ON COLUMN tariffs.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
