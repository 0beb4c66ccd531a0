-- The wire journal: every frame as it was, apart from the events. It is no part of the proof and may be erased: by day, and frame by frame.

CREATE SEQUENCE events.csms_journal_ids;

CREATE TABLE events.csms_journal (
    id               bigint       NOT NULL DEFAULT nextval('events.csms_journal_ids'),
    at               timestamptz  NOT NULL,
    node             text         NOT NULL,
    charge_point_id  text         NULL,
    epoch            bigint       NULL,
    direction        text         NOT NULL CHECK (direction IN ('in', 'out')),
    kind             text         NOT NULL CHECK (kind IN ('call', 'result', 'error', 'malformed', 'handshake', 'gap')),
    action           text         NULL,
    unique_id        text         NULL,
    correlation_id   text         NULL,
    request_at       timestamptz  NULL,
    first_event      bigint       NULL,
    last_event       bigint       NULL,
    detail           text         NULL,
    size             integer      NOT NULL,
    secret_withheld  boolean      NOT NULL,
    person_erased    boolean      NOT NULL DEFAULT false,
    frame            bytea        NOT NULL
) PARTITION BY RANGE (at);

COMMENT ON TABLE events.csms_journal IS 'Every OCPP frame in both directions and every handshake, verbatim but for secrets; one partition for each day (UTC)';
COMMENT ON COLUMN events.csms_journal.id IS 'In the order of writing; with at, the order of a list';
COMMENT ON COLUMN events.csms_journal.at IS 'Wire time by the node''s clock: read completely, or handed to the socket';
COMMENT ON COLUMN events.csms_journal.charge_point_id IS 'Identity in the address; of a refused handshake as it was presented';
COMMENT ON COLUMN events.csms_journal.epoch IS 'Number of the connection; null for a refused handshake';
COMMENT ON COLUMN events.csms_journal.direction IS 'in: from the charge point; out: to it';
COMMENT ON COLUMN events.csms_journal.action IS 'OCPP action, of an answer that of its request';
COMMENT ON COLUMN events.csms_journal.correlation_id IS 'What events carry as correlation_id or causation_id: ocpp:{charge point}/{epoch}/{unique id}, or call:{call id}';
COMMENT ON COLUMN events.csms_journal.request_at IS 'Of an answer: wire time of the request that it answers, which with correlation_id is the request''s row';
COMMENT ON COLUMN events.csms_journal.first_event IS 'Of our answer: the first event (seq_id) that the request caused; others lie in between';
COMMENT ON COLUMN events.csms_journal.last_event IS 'Of our answer: the last event that the request caused';
COMMENT ON COLUMN events.csms_journal.detail IS 'What is wrong with a malformed frame, why a handshake was refused, what a gap lacks';
COMMENT ON COLUMN events.csms_journal.size IS 'Bytes of the frame on the wire, which are more than are kept when it was too large';
COMMENT ON COLUMN events.csms_journal.secret_withheld IS 'A secret in the frame was replaced before it was stored';
COMMENT ON COLUMN events.csms_journal.person_erased IS 'What named a person was replaced when they were forgotten';

CREATE INDEX ix_csms_journal_at ON events.csms_journal (at, id);
CREATE INDEX ix_csms_journal_charge_point ON events.csms_journal (charge_point_id, at, id);
CREATE INDEX ix_csms_journal_correlation ON events.csms_journal (correlation_id);
CREATE INDEX ix_csms_journal_trouble ON events.csms_journal (at, id) WHERE kind IN ('malformed', 'handshake', 'gap');

-- Days are made and dropped with the owner's rights, so that the program's own role needs none over tables. A table is made first and attached then:
-- that takes no lock which readers and writers of other days would wait for.
CREATE FUNCTION events.csms_journal_make_day(p_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    name  text := 'csms_journal_' || to_char(p_day, 'YYYYMMDD');
BEGIN
    PERFORM pg_advisory_xact_lock(4851306243732688460); -- "CSMSJRNL"
    -- A query and not to_regclass, whose cache may not have heard of what another node just made.
    IF EXISTS (SELECT FROM pg_class c WHERE c.relname = name AND c.relnamespace = 'events'::regnamespace) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE events.%I (LIKE events.csms_journal INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
    EXECUTE format('ALTER TABLE events.csms_journal ATTACH PARTITION events.%I FOR VALUES FROM (%L) TO (%L)',
                   name, p_day::timestamp AT TIME ZONE 'UTC', (p_day + 1)::timestamp AT TIME ZONE 'UTC');
END
$$;

-- Dropping must lock the whole journal for a moment; who cannot have it soon tries again later, so that nobody queues up behind it.
CREATE FUNCTION events.csms_journal_drop_days(p_before date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    old      text;
    dropped  integer := 0;
BEGIN
    FOR old IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'events.csms_journal'::regclass AND c.relname::text < 'csms_journal_' || to_char(p_before, 'YYYYMMDD')
         ORDER BY 1
    LOOP
        EXECUTE format('DROP TABLE events.%I', old);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;
