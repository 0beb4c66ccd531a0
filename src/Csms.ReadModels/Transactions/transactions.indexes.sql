CREATE INDEX ix_transactions_transaction_id ON transactions (transaction_id);
CREATE INDEX ix_transactions_started_at ON transactions (started_at, transaction_id);
CREATE INDEX ix_transactions_charge_point ON transactions (charge_point_id, started_at, transaction_id);
CREATE INDEX ix_transactions_token ON transactions (token_id, started_at, transaction_id);
CREATE INDEX ix_transactions_running ON transactions (charge_point_id, connector_id) WHERE status = 'running';
CREATE INDEX ix_transactions_status ON transactions (status, started_at, transaction_id) WHERE status IN ('superseded', 'closed');
