-- An append also says when its events were recorded, by the database's clock: with it a node knows all of what it has just stored, and its followers need
-- not read it again. Otherwise the function is that of 0003, whose comments explain it. A node of an earlier version works on with it: it asks for the
-- other columns by name.
DROP FUNCTION events.csms_append(
    text[], text[], bigint[], integer[],
    integer[], bigint[], text[], bigint[], uuid[], text[], text[], jsonb[], jsonb[], text[], text[],
    integer[], text[],
    integer[], uuid[], uuid[], text[]);

CREATE FUNCTION events.csms_append(
    p_streams text[], p_stream_types text[], p_expected bigint[], p_events integer[],
    e_append integer[], e_place bigint[], e_stream text[], e_version bigint[], e_id uuid[], e_type text[], e_dotnet_type text[],
    e_data jsonb[], e_headers jsonb[], e_correlation text[], e_causation text[],
    a_append integer[], a_alias text[],
    c_append integer[], c_id uuid[], c_subject uuid[], c_content text[],
    OUT accepted boolean[], OUT actual bigint[], OUT head bigint, OUT recorded timestamptz)
LANGUAGE plpgsql
AS $$
DECLARE
    stored   bigint := cardinality(e_id);
    nothing  text;
BEGIN
    nothing := pg_advisory_xact_lock(4851306243581562436); -- "CSMSAPND"

    actual := ARRAY(SELECT coalesce((SELECT s.version FROM events.mt_streams s WHERE s.id = a.stream), 0) FROM unnest(p_streams) AS a(stream));
    IF actual = p_expected THEN
        accepted := array_fill(true, ARRAY[cardinality(p_streams)]);
    ELSE
        accepted := ARRAY(SELECT v.actual = v.expected FROM unnest(actual, p_expected) AS v(actual, expected));
    END IF;

    IF cardinality(a_alias) > 0 THEN
        -- Refused: the alias names another stream, or goes to an earlier append of this batch.
        SELECT array_agg(accepted[a.place] AND r.append IS NULL ORDER BY a.place) INTO accepted
          FROM generate_series(1, cardinality(p_streams)) AS a(place)
          LEFT JOIN (
               SELECT n.append
                 FROM (SELECT u.append, u.alias, row_number() OVER (PARTITION BY u.alias ORDER BY u.append) AS turn
                         FROM unnest(a_append, a_alias) AS u(append, alias)
                        WHERE accepted[u.append]) n
                 LEFT JOIN events.csms_stream_aliases x ON x.alias = n.alias
                WHERE n.turn > 1 OR x.stream_id <> p_streams[n.append]) r ON r.append = a.place;
    END IF;

    IF false = ANY (accepted) THEN
        e_place := ARRAY(SELECT CASE WHEN accepted[e.append] THEN count(*) FILTER (WHERE accepted[e.append]) OVER (ORDER BY e.place) END
                           FROM unnest(e_append, e_place) AS e(append, place) ORDER BY e.place);
        stored := (SELECT count(u.place) FROM unnest(e_place) AS u(place));
        IF stored = 0 THEN
            RETURN;
        END IF;
    END IF;

    -- A Marten that appends beside us takes its numbers from its sequence; we go on after whatever it has committed.
    UPDATE events.csms_sequence AS q
       SET last_sequence = greatest(q.last_sequence, (SELECT coalesce(max(m.seq_id), 0) FROM events.mt_events m)) + stored,
           recorded_at = greatest(q.recorded_at, clock_timestamp())
     WHERE q.only_row
    RETURNING q.last_sequence - stored, q.recorded_at INTO head, recorded;

    INSERT INTO events.mt_streams (id, type, version, timestamp, created)
    SELECT a.stream, a.type, a.expected + a.events, recorded, recorded
      FROM (SELECT unnest(p_streams) AS stream, unnest(p_stream_types) AS type, unnest(p_expected) AS expected, unnest(p_events) AS events,
                   unnest(accepted) AS fits) a
     WHERE a.fits
    ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, timestamp = EXCLUDED.timestamp;

    INSERT INTO events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, causation_id, headers)
    SELECT head + e.place, e.id, e.stream, e.version, e.data, e.type, recorded, e.dotnet_type, e.correlation, e.causation, e.headers
      FROM (SELECT unnest(e_place) AS place, unnest(e_id) AS id, unnest(e_stream) AS stream, unnest(e_version) AS version, unnest(e_data) AS data,
                   unnest(e_type) AS type, unnest(e_dotnet_type) AS dotnet_type, unnest(e_correlation) AS correlation,
                   unnest(e_causation) AS causation, unnest(e_headers) AS headers) e
     WHERE e.place IS NOT NULL;

    IF cardinality(a_alias) > 0 THEN
        INSERT INTO events.csms_stream_aliases (alias, stream_id)
        SELECT a.alias, p_streams[a.append] FROM unnest(a_append, a_alias) AS a(append, alias) WHERE accepted[a.append]
        ON CONFLICT (alias) DO NOTHING;
    END IF;

    IF cardinality(c_id) > 0 THEN
        INSERT INTO events.csms_contents (id, subject, content)
        SELECT c.id, c.subject, c.content
          FROM unnest(c_append, c_id, c_subject, c_content) AS c(append, id, subject, content)
         WHERE accepted[c.append]
        -- The key of a signed value follows from its content: a record that is sent twice is one content.
        ON CONFLICT (id) DO NOTHING;
    END IF;

    -- Marten's own sequence follows ours. It does not take part in rollbacks and need not: nothing here reads it.
    nothing := setval('events.mt_events_sequence', head + stored);
    nothing := pg_notify('csms_events', (head + stored)::text);
END
$$;
