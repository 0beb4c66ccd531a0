CREATE TABLE causes (
    sequence        bigint  PRIMARY KEY,
    correlation_id  text    NOT NULL,
    causation_id    text
);
COMMENT ON TABLE causes IS 'Events by what set them off, but for those that a frame caused directly: the wire journal leads to them.';
COMMENT ON COLUMN causes.sequence IS 'The event (events.mt_events.seq_id).';
COMMENT ON COLUMN causes.correlation_id IS 'Common to everything that one request or frame set off.';
COMMENT ON COLUMN causes.causation_id IS 'What directly caused the event: rest:{command}, call:{call id}, event:{sequence}.';
