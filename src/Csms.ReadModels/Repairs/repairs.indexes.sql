-- The list walks back in time.
CREATE INDEX ix_repairs_day ON repairs (day, charge_point_id, rule);
