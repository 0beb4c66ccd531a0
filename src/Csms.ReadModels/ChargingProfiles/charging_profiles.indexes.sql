CREATE INDEX ix_charging_profiles_charge_point ON charging_profiles (charge_point_id, installed_at, call_id);
CREATE INDEX ix_charging_profiles_installed ON charging_profiles (charge_point_id) WHERE status = 'installed';
