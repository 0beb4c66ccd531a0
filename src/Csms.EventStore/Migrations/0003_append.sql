-- Group commit: many appends to as many streams in one call, one round trip and one commit. An append that does not fit is refused by itself.
--
--   p_*  one entry per append; no stream twice          e_*  one entry per event, in order; e_append is the place of its append in p_*
--   c_*  one entry per erasable content                 out  one entry per append; a refused append gets the stream's actual version
--
-- The lock is held from here to the end of the commit, so commits happen in the order of seq_id, and the counter row is rolled back with whatever
-- fails. Plans are made to last: a session may plan this while the tables are empty and keep the plan while they grow to millions of rows, hence no
-- sequential scans (for the foreign key's check too), and no JIT for statements that take microseconds.
CREATE FUNCTION events.csms_append(
    p_streams text[], p_stream_types text[], p_expected bigint[], p_events integer[], p_aliases text[],
    e_append integer[], e_stream text[], e_version bigint[], e_id uuid[], e_type text[], e_dotnet_type text[],
    e_data jsonb[], e_headers jsonb[], e_correlation text[], e_causation text[],
    c_append integer[], c_id uuid[], c_subject uuid[], c_content text[],
    OUT accepted boolean[], OUT versions bigint[], OUT last_sequences bigint[])
LANGUAGE plpgsql
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
    stored   bigint;
    head     bigint;
    recorded timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(4851306243581562436); -- "CSMSAPND"

    SELECT array_agg(j.fits ORDER BY j.ord),
           array_agg(CASE WHEN j.fits THEN j.expected + j.events ELSE j.actual END ORDER BY j.ord),
           array_agg(j.running ORDER BY j.ord),
           max(j.running)
      INTO accepted, versions, last_sequences, stored
      FROM (SELECT k.*, sum(CASE WHEN k.fits THEN k.events ELSE 0 END) OVER (ORDER BY k.ord) AS running
              FROM (SELECT c.ord, c.expected, c.events, c.actual,
                           -- Two newcomers to one alias: the first that fits gets it.
                           c.fits AND (c.alias IS NULL OR row_number() OVER (PARTITION BY c.alias, c.fits ORDER BY c.ord) = 1) AS fits
                      FROM (SELECT a.ord, a.expected, a.events, a.alias, v.actual,
                                   v.actual = a.expected
                                   AND (a.alias IS NULL OR NOT EXISTS (
                                       SELECT FROM events.csms_stream_aliases x WHERE x.alias = a.alias AND x.stream_id <> a.stream)) AS fits
                              FROM unnest(p_streams, p_expected, p_events, p_aliases) WITH ORDINALITY AS a(stream, expected, events, alias, ord)
                             CROSS JOIN LATERAL (
                                   SELECT coalesce((SELECT s.version FROM events.mt_streams s WHERE s.id = a.stream), 0) AS actual) v) c) k) j;

    IF stored = 0 THEN
        RETURN;
    END IF;

    -- A Marten that appends beside us takes its numbers from its sequence; we go on after whatever it has committed.
    UPDATE events.csms_sequence AS q
       SET last_sequence = greatest(q.last_sequence, (SELECT coalesce(max(m.seq_id), 0) FROM events.mt_events m)) + stored,
           recorded_at = greatest(q.recorded_at, clock_timestamp())
     WHERE q.only_row
    RETURNING q.last_sequence - stored, q.recorded_at INTO head, recorded;

    INSERT INTO events.mt_streams (id, type, version, timestamp, created)
    SELECT a.stream, a.type, a.version, recorded, recorded
      FROM unnest(p_streams, p_stream_types, versions, accepted) AS a(stream, type, version, fits)
     WHERE a.fits
    ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, timestamp = EXCLUDED.timestamp;

    INSERT INTO events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, causation_id, headers)
    SELECT head + row_number() OVER (ORDER BY e.ord), e.id, e.stream, e.version, e.data, e.type, recorded, e.dotnet_type, e.correlation, e.causation, e.headers
      FROM unnest(e_append, e_stream, e_version, e_id, e_type, e_dotnet_type, e_data, e_headers, e_correlation, e_causation) WITH ORDINALITY
           AS e(append, stream, version, id, type, dotnet_type, data, headers, correlation, causation, ord)
     WHERE accepted[e.append];

    IF cardinality(array_remove(p_aliases, NULL)) > 0 THEN
        INSERT INTO events.csms_stream_aliases (alias, stream_id)
        SELECT a.alias, a.stream
          FROM unnest(p_aliases, p_streams, accepted) AS a(alias, stream, fits)
         WHERE a.fits AND a.alias IS NOT NULL
        ON CONFLICT (alias) DO NOTHING;
    END IF;

    IF cardinality(c_id) > 0 THEN
        INSERT INTO events.csms_contents (id, subject, content)
        SELECT c.id, c.subject, c.content
          FROM unnest(c_append, c_id, c_subject, c_content) AS c(append, id, subject, content)
         WHERE accepted[c.append];
    END IF;

    SELECT array_agg(head + r.running ORDER BY r.ord) INTO last_sequences FROM unnest(last_sequences) WITH ORDINALITY AS r(running, ord);

    -- Marten's own sequence follows ours. It does not take part in rollbacks and need not: nothing here reads it.
    PERFORM setval('events.mt_events_sequence', head + stored);
    PERFORM pg_notify('csms_events', (head + stored)::text);
END
$$;
