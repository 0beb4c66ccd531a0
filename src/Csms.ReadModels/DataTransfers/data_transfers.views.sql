CREATE OR REPLACE VIEW v1_data_transfers AS
SELECT transfer_id, charge_point_id, direction, vendor_id, message_id, status, content_id, answer_content_id, at, answered_at, last_sequence
FROM data_transfers;
COMMENT ON VIEW v1_data_transfers IS 'Vendor data (DataTransfer) from and to charge points; the data itself is erasable and lies beside the events.';
