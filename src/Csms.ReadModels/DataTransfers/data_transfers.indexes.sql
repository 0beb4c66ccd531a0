CREATE INDEX ix_data_transfers_at ON data_transfers (at, transfer_id);
CREATE INDEX ix_data_transfers_charge_point ON data_transfers (charge_point_id, at, transfer_id);
