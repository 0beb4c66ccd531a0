CREATE TABLE tariff_assignments (
    stream_id text COLLATE "C" PRIMARY KEY,
    scope text NOT NULL,
    key text,
    tariff_id text,
    assigned_from timestamptz NOT NULL,
    last_sequence bigint NOT NULL
);
COMMENT ON TABLE tariff_assignments IS 'Which tariff is assigned to whom and where; the most specific that is in force prices a session.';
COMMENT ON COLUMN tariff_assignments.stream_id IS 'Event stream of the assignment.';
COMMENT ON COLUMN tariff_assignments.scope IS 'TokenGroup, ChargePoint, ChargePointGroup or Default, in the order in which they count.';
COMMENT ON COLUMN tariff_assignments.key IS 'Pseudonym of the group of tokens, charge point, or group of charge points; null for the default.';
COMMENT ON COLUMN tariff_assignments.tariff_id IS 'OCPI''s id of the tariff; null when it was taken away.';
COMMENT ON COLUMN tariff_assignments.assigned_from IS 'For sessions that start from then on.';
COMMENT ON COLUMN tariff_assignments.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
