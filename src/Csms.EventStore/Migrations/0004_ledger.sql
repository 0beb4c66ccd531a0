-- The ledger: an RFC 6962 Merkle tree over all events (leaf n is event n + 1). Rows are added and never changed.

-- Full tiles of 256 hashes, as C2SP's tlog-tiles cuts a tree. Those at the right edge are not stored: what is not full yet follows from the roots of the
-- full ones a level below and, at the lowest level, from the leaves that the checkpoints carry.
CREATE TABLE events.csms_ledger_tiles (
    level   smallint  NOT NULL,
    place   bigint    NOT NULL,
    hashes  bytea     NOT NULL CHECK (octet_length(hashes) = 256 * 32),
    root    bytea     NOT NULL CHECK (octet_length(root) = 32),
    PRIMARY KEY (level, place)
);
-- Hashes do not compress, and out of line they leave the roots close together.
ALTER TABLE events.csms_ledger_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE events.csms_ledger_checkpoints (
    size       bigint       PRIMARY KEY,
    root       bytea        NOT NULL CHECK (octet_length(root) = 32),
    note       text         NOT NULL,
    leaves     bytea        NOT NULL CHECK (octet_length(leaves) < 256 * 32 AND octet_length(leaves) % 32 = 0),
    sealed_at  timestamptz  NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE events.csms_ledger_checkpoints ALTER COLUMN leaves SET STORAGE EXTERNAL;

-- Which checkpoints have been taken to places that the database's owner does not control.
CREATE TABLE events.csms_ledger_anchored (
    anchor       text         NOT NULL,
    size         bigint       NOT NULL,
    anchored_at  timestamptz  NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (anchor, size)
);

COMMENT ON TABLE events.csms_ledger_tiles IS 'Full tiles of the Merkle tree over all events';
COMMENT ON COLUMN events.csms_ledger_tiles.level IS 'Level 0 holds hashes of events, level n + 1 the roots of the tiles of level n';
COMMENT ON COLUMN events.csms_ledger_tiles.place IS 'Counts the tiles of a level from 0';
COMMENT ON COLUMN events.csms_ledger_tiles.root IS 'What the tile is in the level above';
COMMENT ON TABLE events.csms_ledger_checkpoints IS 'Signed statements of what the tree was at a size (C2SP signed notes)';
COMMENT ON COLUMN events.csms_ledger_checkpoints.size IS 'Events in the tree: the checkpoint covers sequence 1 to size';
COMMENT ON COLUMN events.csms_ledger_checkpoints.note IS 'Origin, size, root and signature; the key is nowhere in the database';
COMMENT ON COLUMN events.csms_ledger_checkpoints.leaves IS 'The hashes of those of its new events that are in no full tile yet';
COMMENT ON TABLE events.csms_ledger_anchored IS 'Checkpoints that were taken to places outside';
