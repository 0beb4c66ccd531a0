CREATE OR REPLACE VIEW v1_security_events AS
SELECT event_id, source, charge_point_id, type, critical, times, occurred_at, recorded_at, node, content_id, alarm, acknowledged_by, acknowledged_at, last_sequence
FROM security_events;
COMMENT ON VIEW v1_security_events IS 'Security events: those that charge points reported, and those at the door of the central system.';
