CREATE INDEX ix_security_events_recorded_at ON security_events (recorded_at, event_id);
CREATE INDEX ix_security_events_charge_point ON security_events (charge_point_id, recorded_at, event_id);
CREATE INDEX ix_security_events_open_alarms ON security_events (recorded_at, event_id) WHERE alarm = 'open';
