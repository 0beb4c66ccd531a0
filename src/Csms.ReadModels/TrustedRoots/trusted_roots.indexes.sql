CREATE INDEX ix_trusted_roots_charge_point ON trusted_roots (charge_point_id);
