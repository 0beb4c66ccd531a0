CREATE INDEX ix_anomalies_detected_at ON anomalies (detected_at, anomaly_id);
CREATE INDEX ix_anomalies_charge_point ON anomalies (charge_point_id, detected_at, anomaly_id);
CREATE INDEX ix_anomalies_open ON anomalies (detected_at, anomaly_id) WHERE state = 'open';
CREATE INDEX ix_anomalies_transaction ON anomalies (transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX ix_anomalies_severity ON anomalies (severity, detected_at, anomaly_id) WHERE state = 'open';
