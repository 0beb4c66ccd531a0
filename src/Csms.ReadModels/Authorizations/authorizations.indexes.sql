CREATE INDEX ix_authorizations_decided_at ON authorizations (decided_at, authorization_id);
CREATE INDEX ix_authorizations_token ON authorizations (token_id, decided_at, authorization_id);
CREATE INDEX ix_authorizations_charge_point ON authorizations (charge_point_id, decided_at, authorization_id);
CREATE INDEX ix_authorizations_status ON authorizations (status, decided_at, authorization_id) WHERE status <> 'Accepted';
