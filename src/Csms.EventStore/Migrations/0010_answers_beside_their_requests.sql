-- An answer that is there before its request is written lies in the request's row: most of what a row costs is the row itself and its places in the indexes.
-- Its number is the next one after the request's, so numbers go up by two.
ALTER TABLE events.csms_journal
    ADD COLUMN answer_at               timestamptz  NULL,
    ADD COLUMN answer_is_error         boolean      NULL,
    ADD COLUMN answer_size             integer      NULL,
    ADD COLUMN answer_secret_withheld  boolean      NULL,
    ADD COLUMN answer_person_erased    boolean      NOT NULL DEFAULT false,
    ADD COLUMN answer_frame            bytea        NULL;

ALTER SEQUENCE events.csms_journal_ids INCREMENT BY 2;

COMMENT ON TABLE events.csms_journal IS 'Every OCPP frame in both directions and every handshake, verbatim but for secrets; a request and its answer in one row when less than a second lies between them, else in two; one partition for each day (UTC). csms_journal_frames has a row for each frame';
COMMENT ON COLUMN events.csms_journal.answer_at IS 'Of a request with its answer: the answer''s wire time, less than a second later; null where the answer, if there is one, has a row of its own';
COMMENT ON COLUMN events.csms_journal.answer_is_error IS 'Whether that answer is a CALLERROR';
COMMENT ON COLUMN events.csms_journal.first_event IS 'Of our answer, or of a request with its answer: the first event (seq_id) that the request caused; others lie in between';
COMMENT ON COLUMN events.csms_journal.last_event IS 'Of our answer, or of a request with its answer: the last event that the request caused';

-- Who reads it needs the right to read the journal itself.
CREATE VIEW events.csms_journal_frames WITH (security_invoker = true) AS
SELECT f.id, f.at, j.node, j.charge_point_id, j.epoch, f.direction, f.kind, j.action, j.unique_id, j.correlation_id, f.request_at, f.first_event, f.last_event,
       f.detail, f.size, f.secret_withheld, f.person_erased, f.frame, f.answer_id, f.answer_at, f.answer_kind,
       j.at AS row_at, j.kind AS row_kind, j.request_at AS row_request_at
  FROM events.csms_journal j
 CROSS JOIN LATERAL (VALUES
       (j.id, j.at, j.direction, j.kind, j.request_at,
        CASE WHEN j.answer_at IS NULL THEN j.first_event END, CASE WHEN j.answer_at IS NULL THEN j.last_event END,
        j.detail, j.size, j.secret_withheld, j.person_erased, j.frame,
        CASE WHEN j.answer_at IS NOT NULL THEN j.id + 1 END, j.answer_at,
        CASE WHEN j.answer_at IS NOT NULL THEN CASE WHEN j.answer_is_error THEN 'error' ELSE 'result' END END),
       (j.id + 1, j.answer_at, CASE j.direction WHEN 'in' THEN 'out' ELSE 'in' END, CASE WHEN j.answer_is_error THEN 'error' ELSE 'result' END, j.at,
        j.first_event, j.last_event,
        NULL, j.answer_size, j.answer_secret_withheld, j.answer_person_erased, j.answer_frame,
        NULL, NULL, NULL))
       AS f (id, at, direction, kind, request_at, first_event, last_event, detail, size, secret_withheld, person_erased, frame, answer_id, answer_at, answer_kind)
 WHERE f.at IS NOT NULL;

COMMENT ON VIEW events.csms_journal_frames IS 'The journal with a row for each frame and handshake';
COMMENT ON COLUMN events.csms_journal_frames.at IS 'Wire time by the node''s clock; whoever asks for a stretch of it asks for row_at, too (up to a second earlier), which has the index';
COMMENT ON COLUMN events.csms_journal_frames.request_at IS 'Of an answer: wire time of the request that it answers, which with charge_point_id and unique_id is the request''s row';
COMMENT ON COLUMN events.csms_journal_frames.answer_id IS 'Of a request whose answer lies in its row: that answer; null does not say that there is none';
COMMENT ON COLUMN events.csms_journal_frames.row_at IS 'Wire time of the row that it lies in';
