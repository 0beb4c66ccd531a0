CREATE OR REPLACE VIEW v1_charge_points AS
SELECT charge_point_id, registration, security_profile, discovered, registered_at, password_replaced_at, removed_at,
       vendor, model, charge_point_serial_number, charge_box_serial_number, firmware_version, iccid, imsi, meter_type, meter_serial_number,
       booted_at, boot_answer, connected, connection_epoch, node, connection_security_profile, connected_at, disconnected_at, disconnect_reason,
       status, error_code, status_since, last_sequence, message_checking, subprotocol_assumed, automation
FROM charge_points;
COMMENT ON VIEW v1_charge_points IS 'Charge points: how they are admitted, what they said at boot, and whether they are connected.';
