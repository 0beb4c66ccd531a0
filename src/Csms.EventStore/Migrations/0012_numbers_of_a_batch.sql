-- A number for each row by itself is an eighth of what a row of the journal costs; those of a batch are taken together.

-- The first of p_rows numbers, each two above the one before it. Asked for in a transaction of its own: its end lets the next node have its turn.
CREATE FUNCTION events.csms_journal_take_ids(p_rows integer) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    first  bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(4851306243732688461); -- one above that of csms_journal_make_day
    first := nextval('events.csms_journal_ids');
    PERFORM setval('events.csms_journal_ids', first + 2 * (p_rows - 1));
    RETURN first;
END
$$;

COMMENT ON FUNCTION events.csms_journal_take_ids IS 'Numbers for rows of the journal, and for the answers in them';
