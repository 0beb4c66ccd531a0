-- Events and the ledger are added to and never changed, whoever asks: the owner of the tables included, and sessions that replicate (ENABLE ALWAYS).
-- Who owns the server can take a trigger away; that is what the ledger's anchors are for.

CREATE FUNCTION events.csms_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of %.% is refused: events and their ledger are never changed', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
          USING ERRCODE = 'restrict_violation';
END
$$;

-- For each statement, so that one that touches no row is refused as well, and inserts pay nothing.
CREATE TRIGGER csms_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events.mt_events
    FOR EACH STATEMENT EXECUTE FUNCTION events.csms_refuse_change();
CREATE TRIGGER csms_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events.csms_ledger_tiles
    FOR EACH STATEMENT EXECUTE FUNCTION events.csms_refuse_change();
CREATE TRIGGER csms_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events.csms_ledger_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION events.csms_refuse_change();
CREATE TRIGGER csms_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events.csms_ledger_anchored
    FOR EACH STATEMENT EXECUTE FUNCTION events.csms_refuse_change();

-- A stream's row grows with the stream, and nothing else of it changes. The condition is the trigger's own: an append calls no function for it.
CREATE TRIGGER csms_never_shrinks BEFORE DELETE OR TRUNCATE ON events.mt_streams
    FOR EACH STATEMENT EXECUTE FUNCTION events.csms_refuse_change();
CREATE TRIGGER csms_only_grows BEFORE UPDATE ON events.mt_streams
    FOR EACH ROW WHEN (NEW.version IS NULL OR NEW.version <= OLD.version OR NEW.id <> OLD.id OR NEW.created <> OLD.created
                       OR NEW.type IS DISTINCT FROM OLD.type OR NEW.tenant_id IS DISTINCT FROM OLD.tenant_id
                       OR NEW.is_archived IS DISTINCT FROM OLD.is_archived)
    EXECUTE FUNCTION events.csms_refuse_change();

-- The counter never goes back: a number that was given out is not given out again.
CREATE TRIGGER csms_never_shrinks BEFORE DELETE OR TRUNCATE ON events.csms_sequence
    FOR EACH STATEMENT EXECUTE FUNCTION events.csms_refuse_change();
CREATE TRIGGER csms_only_grows BEFORE UPDATE ON events.csms_sequence
    FOR EACH ROW WHEN (NEW.last_sequence < OLD.last_sequence OR NEW.recorded_at < OLD.recorded_at)
    EXECUTE FUNCTION events.csms_refuse_change();

ALTER TABLE events.mt_events ENABLE ALWAYS TRIGGER csms_append_only;
ALTER TABLE events.csms_ledger_tiles ENABLE ALWAYS TRIGGER csms_append_only;
ALTER TABLE events.csms_ledger_checkpoints ENABLE ALWAYS TRIGGER csms_append_only;
ALTER TABLE events.csms_ledger_anchored ENABLE ALWAYS TRIGGER csms_append_only;
ALTER TABLE events.mt_streams ENABLE ALWAYS TRIGGER csms_never_shrinks;
ALTER TABLE events.mt_streams ENABLE ALWAYS TRIGGER csms_only_grows;
ALTER TABLE events.csms_sequence ENABLE ALWAYS TRIGGER csms_never_shrinks;
ALTER TABLE events.csms_sequence ENABLE ALWAYS TRIGGER csms_only_grows;
