-- A repeated sample meets the row that is there. The order serves "the samples of a transaction in time order" without a sort.
CREATE UNIQUE INDEX ux_meter_values ON meter_values (transaction_id, device_time, kind_id, connector_id, charge_point_id) NULLS NOT DISTINCT;
