-- How far each rule that follows the feed has come. A rule without a row has everything before it.
CREATE TABLE csms.reactions (
    name     text PRIMARY KEY,
    position bigint NOT NULL
);
COMMENT ON COLUMN csms.reactions.position IS 'Sequence of the last event the rule has dealt with';
