CREATE TABLE charge_points (
    charge_point_id           text         COLLATE "C" PRIMARY KEY,
    registration              text         NOT NULL,
    security_profile          integer      NOT NULL,
    discovered                boolean      NOT NULL,
    registered_at             timestamptz  NOT NULL,
    password_replaced_at      timestamptz,
    removed_at                timestamptz,
    vendor                    text,
    model                     text,
    charge_point_serial_number text,
    charge_box_serial_number  text,
    firmware_version          text,
    iccid                     text,
    imsi                      text,
    meter_type                text,
    meter_serial_number       text,
    booted_at                 timestamptz,
    boot_answer               text,
    connected                 boolean      NOT NULL,
    connection_epoch          bigint,
    node                      text,
    connection_security_profile integer,
    connected_at              timestamptz,
    disconnected_at           timestamptz,
    disconnect_reason         text,
    status                    text,
    error_code                text,
    status_since              timestamptz,
    newest_device_time        timestamptz,
    message_checking          text         NOT NULL,
    subprotocol_assumed       boolean      NOT NULL,
    automation                text[]       NOT NULL,
    last_sequence  bigint  NOT NULL
);
COMMENT ON TABLE charge_points IS 'Charge points: how they are admitted, what they said at boot, and whether they are connected.';
COMMENT ON COLUMN charge_points.charge_point_id IS 'Identity of the charge point, as in its WebSocket address.';
COMMENT ON COLUMN charge_points.registration IS 'How its BootNotification is answered from now on: Accepted, Pending or Rejected.';
COMMENT ON COLUMN charge_points.security_profile IS 'OCPP security profile it must use, 0 to 3.';
COMMENT ON COLUMN charge_points.discovered IS 'True when it connected before anybody had entered it.';
COMMENT ON COLUMN charge_points.registered_at IS 'When it was entered or discovered, by the server''s clock.';
COMMENT ON COLUMN charge_points.password_replaced_at IS 'When its password was last replaced; null when never.';
COMMENT ON COLUMN charge_points.removed_at IS 'When an operator removed it; null while it is in service.';
COMMENT ON COLUMN charge_points.vendor IS 'Vendor, from the last BootNotification.';
COMMENT ON COLUMN charge_points.model IS 'Model, from the last BootNotification.';
COMMENT ON COLUMN charge_points.charge_point_serial_number IS 'Serial number of the charge point, from the last BootNotification.';
COMMENT ON COLUMN charge_points.charge_box_serial_number IS 'Serial number of the charge box (deprecated by OCPP), from the last BootNotification.';
COMMENT ON COLUMN charge_points.firmware_version IS 'Firmware version, from the last BootNotification.';
COMMENT ON COLUMN charge_points.iccid IS 'ICCID of the modem''s SIM card, from the last BootNotification.';
COMMENT ON COLUMN charge_points.imsi IS 'IMSI of the modem''s SIM card, from the last BootNotification.';
COMMENT ON COLUMN charge_points.meter_type IS 'Type of the main meter, from the last BootNotification.';
COMMENT ON COLUMN charge_points.meter_serial_number IS 'Serial number of the main meter, from the last BootNotification.';
COMMENT ON COLUMN charge_points.booted_at IS 'When the last BootNotification was recorded.';
COMMENT ON COLUMN charge_points.boot_answer IS 'What the last BootNotification was answered: Accepted, Pending or Rejected.';
COMMENT ON COLUMN charge_points.connected IS 'Whether its WebSocket is open.';
COMMENT ON COLUMN charge_points.connection_epoch IS 'Number of its newest connection.';
COMMENT ON COLUMN charge_points.node IS 'Host process that holds or last held the socket.';
COMMENT ON COLUMN charge_points.connection_security_profile IS 'Security profile its newest connection used.';
COMMENT ON COLUMN charge_points.connected_at IS 'When the newest connection was opened.';
COMMENT ON COLUMN charge_points.disconnected_at IS 'When the newest connection ended; null while it is open.';
COMMENT ON COLUMN charge_points.disconnect_reason IS 'Why the newest connection ended; null while it is open.';
COMMENT ON COLUMN charge_points.status IS 'Status of the charge point as a whole (connector 0), as last reported.';
COMMENT ON COLUMN charge_points.error_code IS 'Error code of the charge point as a whole (connector 0), as last reported.';
COMMENT ON COLUMN charge_points.status_since IS 'When the charge point as a whole was first reported to be in this status.';
COMMENT ON COLUMN charge_points.newest_device_time IS 'Newest credible device time of its statuses since the last boot; a report from before it is history and not shown.';
COMMENT ON COLUMN charge_points.message_checking IS 'What happens to its messages that break the specification: Lenient (repaired) or Strict (refused).';
COMMENT ON COLUMN charge_points.subprotocol_assumed IS 'Whether it may connect without naming the subprotocol ocpp1.6.';
COMMENT ON COLUMN charge_points.automation IS 'What is done for it without being asked: ReadConfiguration, ApplyConfiguration, PushLocalList, TriggerStatuses, TriggerBoot.';
COMMENT ON COLUMN charge_points.last_sequence IS 'Sequence number of the last event in this row (events.mt_events.seq_id).';
