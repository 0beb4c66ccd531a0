CREATE INDEX ix_certificates_requested_at ON certificates (requested_at, certificate_id);
CREATE INDEX ix_certificates_charge_point ON certificates (charge_point_id, requested_at, certificate_id);
CREATE INDEX ix_certificates_key_hash ON certificates (key_hash);
CREATE INDEX ix_certificates_not_after ON certificates (not_after) WHERE state IN ('issued', 'accepted', 'revoked');
