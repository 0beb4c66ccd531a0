CREATE INDEX ix_tariff_assignments_tariff ON tariff_assignments (tariff_id, stream_id);
