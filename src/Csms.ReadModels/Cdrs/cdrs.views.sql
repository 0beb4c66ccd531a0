CREATE OR REPLACE VIEW v1_cdrs AS
SELECT cdr_id, bill_id, transaction_id, charge_point_id, connector_id, token_id, state, credit_reference_id, credited_by, tariff_id, tariff_version, currency, started_at, ended_at, energy_kwh, total_hours, parking_hours, total_excl_vat, total_incl_vat, fixed_cost, energy_cost, time_cost, parking_cost, reservation_cost, flags, free_of_charge, ruled_by, issued_at, last_sequence
FROM cdrs;
COMMENT ON VIEW v1_cdrs IS 'Charge detail records, credits and held sessions, by pseudonym of the token.';
