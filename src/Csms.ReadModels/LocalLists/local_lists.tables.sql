CREATE TABLE local_lists (
    charge_point_id   text         COLLATE "C" PRIMARY KEY,
    version           integer,
    reported_version  integer,
    reported_at       timestamptz,
    highest_version   integer      NOT NULL,
    supported         boolean,
    doubt             text,
    doubt_since       timestamptz,
    updated_at        timestamptz,
    last_sequence     bigint       NOT NULL
);
COMMENT ON TABLE local_lists IS 'Local authorization lists of charge points, as far as known from what they accepted and told.';
COMMENT ON COLUMN local_lists.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN local_lists.version IS 'Version of its list: of the last accepted update, or as it told; null while nothing is known.';
COMMENT ON COLUMN local_lists.reported_version IS 'Its last answer to GetLocalListVersion; 0 is an empty list, -1 no list at all.';
COMMENT ON COLUMN local_lists.reported_at IS 'When it answered that.';
COMMENT ON COLUMN local_lists.highest_version IS 'Highest version that was ever sent to it or told by it.';
COMMENT ON COLUMN local_lists.supported IS 'False when it answered that it has no local list; null while nobody asked.';
COMMENT ON COLUMN local_lists.doubt IS 'Why its list may differ from the entries here: failed, version_mismatch, other_version, conflict or unanswered; null when nothing speaks for it.';
COMMENT ON COLUMN local_lists.doubt_since IS 'When that was recorded.';
COMMENT ON COLUMN local_lists.updated_at IS 'When it last accepted an update.';
COMMENT ON COLUMN local_lists.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
CREATE TABLE local_list_entries (
    charge_point_id  text         COLLATE "C" NOT NULL,
    token_id         uuid         NOT NULL,
    status           text         NOT NULL,
    expiry_date      timestamptz,
    parent_token_id  uuid,
    last_sequence    bigint       NOT NULL,
    PRIMARY KEY (charge_point_id, token_id)
);
COMMENT ON TABLE local_list_entries IS 'Entries of local authorization lists, as they were sent and accepted.';
COMMENT ON COLUMN local_list_entries.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN local_list_entries.token_id IS 'Pseudonym of the idTag.';
COMMENT ON COLUMN local_list_entries.status IS 'OCPP 1.6 AuthorizationStatus of the entry.';
COMMENT ON COLUMN local_list_entries.expiry_date IS 'Expiry date of the entry; null is none.';
COMMENT ON COLUMN local_list_entries.parent_token_id IS 'Pseudonym of the entry''s parentIdTag; null is none.';
COMMENT ON COLUMN local_list_entries.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
CREATE TABLE local_list_calls (
    call_id          uuid    PRIMARY KEY,
    charge_point_id  text    NOT NULL,
    action           text    NOT NULL,
    payload          jsonb   NOT NULL,
    tokens           jsonb,
    last_sequence    bigint  NOT NULL
);
COMMENT ON TABLE local_list_calls IS 'Calls whose end this read model waits for.';
COMMENT ON COLUMN local_list_calls.call_id IS 'Identity of the call.';
COMMENT ON COLUMN local_list_calls.charge_point_id IS 'Charge point it is for.';
COMMENT ON COLUMN local_list_calls.action IS 'OCPP action.';
COMMENT ON COLUMN local_list_calls.payload IS 'Payload, idTags and secrets withheld.';
COMMENT ON COLUMN local_list_calls.tokens IS 'Tokens whose idTags the payload names, in its order.';
COMMENT ON COLUMN local_list_calls.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
