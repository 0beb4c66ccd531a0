CREATE INDEX ix_causes_correlation ON causes (correlation_id, sequence);
