CREATE INDEX ix_energy_hourly_hour ON energy_hourly (hour, session_id);
CREATE INDEX ix_energy_hourly_charge_point ON energy_hourly (charge_point_id, hour);
CREATE INDEX ix_session_energy_started_at ON session_energy (started_at);
CREATE INDEX ix_session_energy_charge_point ON session_energy (charge_point_id, started_at);
