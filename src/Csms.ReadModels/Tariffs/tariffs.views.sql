CREATE OR REPLACE VIEW v1_tariffs AS
SELECT stream_id, tariff_id, version, in_force_from, currency, published_at, withdrawn_from, document, last_sequence
FROM tariffs;
COMMENT ON VIEW v1_tariffs IS 'Tariffs by their newest version.';
