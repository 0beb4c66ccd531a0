CREATE INDEX ix_cdrs_started_at ON cdrs (started_at, cdr_id);
CREATE INDEX ix_cdrs_charge_point ON cdrs (charge_point_id, started_at, cdr_id);
CREATE INDEX ix_cdrs_token ON cdrs (token_id, started_at, cdr_id);
CREATE INDEX ix_cdrs_state ON cdrs (state, started_at, cdr_id) WHERE state <> 'issued';
CREATE INDEX ix_cdrs_bill ON cdrs (bill_id);
CREATE INDEX ix_cdrs_transaction ON cdrs (transaction_id);
