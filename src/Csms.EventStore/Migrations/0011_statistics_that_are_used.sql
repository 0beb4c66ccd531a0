-- While tables are young, autovacuum analyzes them every minute, in the middle of the work. Columns that no query finds rows by need no statistics: to compare
-- the documents of 30,000 events with one another is most of what analyzing takes.
ALTER TABLE events.mt_events
    ALTER COLUMN id SET STATISTICS 0,
    ALTER COLUMN data SET STATISTICS 0,
    ALTER COLUMN headers SET STATISTICS 0,
    ALTER COLUMN correlation_id SET STATISTICS 0,
    ALTER COLUMN causation_id SET STATISTICS 0,
    ALTER COLUMN mt_dotnet_type SET STATISTICS 0;

-- The days that are there are told as well.
ALTER TABLE events.csms_journal
    ALTER COLUMN id SET STATISTICS 0,
    ALTER COLUMN epoch SET STATISTICS 0,
    ALTER COLUMN unique_id SET STATISTICS 0,
    ALTER COLUMN first_event SET STATISTICS 0,
    ALTER COLUMN last_event SET STATISTICS 0,
    ALTER COLUMN size SET STATISTICS 0,
    ALTER COLUMN frame SET STATISTICS 0,
    ALTER COLUMN answer_at SET STATISTICS 0,
    ALTER COLUMN answer_size SET STATISTICS 0,
    ALTER COLUMN answer_frame SET STATISTICS 0;

-- As in 0005, and a new day has no statistics of what the journal has none of: LIKE does not say so.
CREATE OR REPLACE FUNCTION events.csms_journal_make_day(p_day date) RETURNS void
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
    EXECUTE (SELECT format('ALTER TABLE events.%I ', name) || string_agg(format('ALTER COLUMN %I SET STATISTICS 0', a.attname), ', ')
               FROM pg_attribute a WHERE a.attrelid = 'events.csms_journal'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attstattarget = 0);
    EXECUTE format('ALTER TABLE events.csms_journal ATTACH PARTITION events.%I FOR VALUES FROM (%L) TO (%L)',
                   name, p_day::timestamp AT TIME ZONE 'UTC', (p_day + 1)::timestamp AT TIME ZONE 'UTC');
END
$$;
