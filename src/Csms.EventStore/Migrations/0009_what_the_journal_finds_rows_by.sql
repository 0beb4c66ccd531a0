-- A row of the journal costs less than its indexes do. An answer has its request's correlation and names its place, so it is found behind it; and rows
-- of the same microsecond are put in order when they are read.
DROP INDEX events.ix_csms_journal_correlation;
CREATE INDEX ix_csms_journal_correlation ON events.csms_journal (correlation_id) WHERE correlation_id IS NOT NULL AND request_at IS NULL;
DROP INDEX events.ix_csms_journal_at;
CREATE INDEX ix_csms_journal_at ON events.csms_journal (at);
DROP INDEX events.ix_csms_journal_charge_point;
CREATE INDEX ix_csms_journal_charge_point ON events.csms_journal (charge_point_id, at);
