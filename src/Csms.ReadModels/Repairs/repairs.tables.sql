CREATE TABLE repairs (
    charge_point_id  text         COLLATE "C" NOT NULL,
    day              date         NOT NULL,
    rule             text         COLLATE "C" NOT NULL,
    events           bigint       NOT NULL,
    first_at         timestamptz  NOT NULL,
    last_at          timestamptz  NOT NULL,
    last_sequence    bigint       NOT NULL,
    PRIMARY KEY (charge_point_id, day, rule)
);
COMMENT ON TABLE repairs IS 'How often messages of a charge point had to be repaired, by rule and day. Messages that cause no event (Authorize, Heartbeat) are not counted here.';
COMMENT ON COLUMN repairs.charge_point_id IS 'Charge point that sent the messages.';
COMMENT ON COLUMN repairs.day IS 'Day on which they were recorded, in UTC.';
COMMENT ON COLUMN repairs.rule IS 'Number of the rule, e.g. Q07: docs/quirks.md says what it is about.';
COMMENT ON COLUMN repairs.events IS 'Events that came of repaired messages.';
COMMENT ON COLUMN repairs.first_at IS 'When the first of them was recorded.';
COMMENT ON COLUMN repairs.last_at IS 'When the last of them was recorded.';
COMMENT ON COLUMN repairs.last_sequence IS 'Sequence number of the last of them (events.mt_events.seq_id).';
