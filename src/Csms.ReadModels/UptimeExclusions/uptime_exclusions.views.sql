CREATE OR REPLACE VIEW v1_uptime_exclusions AS
SELECT exclusion_id, charge_point_id, connector_id, started_at, ended_at, cause, added_at, withdrawn_at, last_sequence
FROM uptime_exclusions;
COMMENT ON VIEW v1_uptime_exclusions IS 'Times that outages do not count in; who decided so is in the events.';
-- Over views only: the tables below are replaced by a rebuild. An outage of connector 0 is one of every connector.
CREATE OR REPLACE VIEW v1_uptime AS
SELECT m.charge_point_id, m.connector_id, m.month::date AS month,
       d.observed_seconds::bigint AS observed_seconds, d.outage_seconds::bigint AS outage_seconds, d.excluded_seconds::bigint AS excluded_seconds, d.outages,
       round(100 * (1 - d.outage_seconds / nullif(d.observed_seconds, 0)), 4) AS raw_percent,
       round(100 * (1 - (d.outage_seconds - d.excluded_seconds) / nullif(d.observed_seconds, 0)), 4) AS uptime_percent
FROM (
    SELECT charge_point_id, connector_id, month, starts, ends, range_agg(tstzrange(known_since, known_until) * tstzrange(starts, ends)) AS seen
    FROM (
        SELECT charge_point_id, connector_id, known_since, least(ended_at, now()) AS known_until FROM v1_connector_state_intervals
        WHERE connector_id > 0 AND (ended_at IS NULL OR removed) AND known_since < now()
    ) c
    CROSS JOIN LATERAL generate_series(date_trunc('month', known_since AT TIME ZONE 'UTC'), known_until AT TIME ZONE 'UTC', interval '1 month') AS month
    CROSS JOIN LATERAL (SELECT month AT TIME ZONE 'UTC' AS starts, least((month + interval '1 month') AT TIME ZONE 'UTC', now()) AS ends) b
    GROUP BY charge_point_id, connector_id, month, starts, ends
) m
CROSS JOIN LATERAL (
    SELECT coalesce(range_agg(tstzrange(i.started_at, coalesce(i.ended_at, now()))), '{}') AS down
    FROM v1_connector_state_intervals i
    WHERE i.down AND i.charge_point_id = m.charge_point_id AND i.connector_id IN (0, m.connector_id) AND i.started_at < m.ends AND (i.ended_at IS NULL OR i.ended_at > m.starts)
) i
CROSS JOIN LATERAL (
    SELECT coalesce(range_agg(tstzrange(x.started_at, x.ended_at)), '{}') AS excluded FROM v1_uptime_exclusions x
    WHERE x.charge_point_id = m.charge_point_id AND (x.connector_id IS NULL OR x.connector_id = m.connector_id) AND x.withdrawn_at IS NULL
      AND x.started_at < m.ends AND x.ended_at > m.starts
) x
CROSS JOIN LATERAL (
    SELECT (SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0) FROM unnest(m.seen) r) AS observed_seconds,
           (SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0) FROM unnest(m.seen * i.down) r) AS outage_seconds,
           (SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0) FROM unnest(m.seen * i.down * x.excluded) r) AS excluded_seconds,
           (SELECT count(*) FROM unnest(m.seen * i.down) r) AS outages
) d;
COMMENT ON VIEW v1_uptime IS 'Uptime per connector and month of UTC, the present one up to now.';
COMMENT ON COLUMN v1_uptime.charge_point_id IS 'Identity of the charge point.';
COMMENT ON COLUMN v1_uptime.connector_id IS 'Number of the connector, from 1.';
COMMENT ON COLUMN v1_uptime.month IS 'First day of the month.';
COMMENT ON COLUMN v1_uptime.observed_seconds IS 'For how long of it the connector was known.';
COMMENT ON COLUMN v1_uptime.outage_seconds IS 'For how long of it nobody could charge: offline, Unavailable or Faulted, or the whole charge point was.';
COMMENT ON COLUMN v1_uptime.excluded_seconds IS 'For how long of that an exclusion says that it does not count.';
COMMENT ON COLUMN v1_uptime.outages IS 'In how many pieces.';
COMMENT ON COLUMN v1_uptime.raw_percent IS 'Without exclusions; null where nothing was observed.';
COMMENT ON COLUMN v1_uptime.uptime_percent IS 'As 23 CFR 680.116(b) counts: 100 (observed - (outage - excluded)) / observed.';
