CREATE TABLE uptime_exclusions (
    exclusion_id     uuid         PRIMARY KEY,
    charge_point_id  text         COLLATE "C" NOT NULL,
    connector_id     integer,
    started_at       timestamptz  NOT NULL,
    ended_at         timestamptz  NOT NULL,
    cause            text         NOT NULL,
    added_by         text         NOT NULL,
    reason           text         NOT NULL,
    added_at         timestamptz  NOT NULL,
    withdrawn_by     text,
    withdrawn_reason text,
    withdrawn_at     timestamptz,
    last_sequence    bigint       NOT NULL
);
COMMENT ON TABLE uptime_exclusions IS 'Times that outages do not count in, and who decided so.';
COMMENT ON COLUMN uptime_exclusions.exclusion_id IS 'Identity of the exclusion (stream outage-exclusion-{uuid}).';
COMMENT ON COLUMN uptime_exclusions.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN uptime_exclusions.connector_id IS 'Number of the connector; null: all of them.';
COMMENT ON COLUMN uptime_exclusions.started_at IS 'From this moment on.';
COMMENT ON COLUMN uptime_exclusions.ended_at IS 'Before this moment.';
COMMENT ON COLUMN uptime_exclusions.cause IS 'UtilityInterruption, Vehicle, ScheduledMaintenance, Vandalism, NaturalDisaster or OutsideOpeningHours.';
COMMENT ON COLUMN uptime_exclusions.added_by IS 'Who decided it.';
COMMENT ON COLUMN uptime_exclusions.reason IS 'Why, in the words of who decided it.';
COMMENT ON COLUMN uptime_exclusions.added_at IS 'When, by the server''s clock.';
COMMENT ON COLUMN uptime_exclusions.withdrawn_by IS 'Who took it back; null while it counts.';
COMMENT ON COLUMN uptime_exclusions.withdrawn_reason IS 'Why it was taken back.';
COMMENT ON COLUMN uptime_exclusions.withdrawn_at IS 'When it was taken back; null while it counts.';
COMMENT ON COLUMN uptime_exclusions.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
