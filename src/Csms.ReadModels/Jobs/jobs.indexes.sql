CREATE INDEX ix_jobs_begun_at ON jobs (begun_at, job_id);
CREATE INDEX ix_jobs_charge_point ON jobs (charge_point_id, begun_at, job_id);
CREATE INDEX ix_jobs_awaiting ON jobs (awaiting_since) WHERE awaiting_since IS NOT NULL;
