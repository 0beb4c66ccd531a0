-- Nothing follows from a heartbeat, and they are most of what goes over the wire: their rows name no correlation, and its index has no entry for them.
DROP INDEX events.ix_csms_journal_correlation;
CREATE INDEX ix_csms_journal_correlation ON events.csms_journal (correlation_id) WHERE correlation_id IS NOT NULL;

COMMENT ON COLUMN events.csms_journal.correlation_id IS 'What events carry as correlation_id or causation_id: ocpp:{charge point}/{epoch}/{unique id}, or call:{call id}; null for a heartbeat, which causes none';
COMMENT ON COLUMN events.csms_journal.request_at IS 'Of an answer: wire time of the request that it answers, which with charge_point_id and unique_id is the request''s row';
