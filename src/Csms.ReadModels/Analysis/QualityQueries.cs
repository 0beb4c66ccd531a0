using Npgsql;
using NpgsqlTypes;
using static Csms.ReadModels.Analysis.EnergyQueries;

namespace Csms.ReadModels.Analysis;

/// <summary>How sessions went, by the kind of charge point they were at.</summary>
/// <param name="Model">As it is today; null: it never said.</param>
/// <param name="Firmware">As it is today.</param>
/// <param name="Outcome">succeeded (an ordinary end, with 1 kWh or two minutes or more), or what went wrong.</param>
public sealed record SessionOutcome(string? Vendor, string? Model, string? Firmware, string Outcome, long Sessions);

/// <summary>How often charge points of a kind reported an error.</summary>
/// <param name="Seconds">How long they lasted together, so far.</param>
public sealed record ErrorCount(string? Vendor, string? Model, string? Firmware, string ErrorCode, string? VendorErrorCode, long Times, decimal Seconds);

/// <summary>How long outages of a charge point took.</summary>
/// <param name="Outages">That ended.</param>
/// <param name="MeanSecondsToRepair">From beginning to end.</param>
/// <param name="MeanSecondsBetween">In use, per outage.</param>
public sealed record RepairTimes(string ChargePointId, long Outages, decimal MeanSecondsToRepair, decimal MeanSecondsBetween);

/// <summary>What became of requests to charge points.</summary>
/// <param name="MeanSeconds">From the socket to the answer; null: none was answered.</param>
public sealed record CallCount(string Action, string Status, long Calls, decimal? MeanSeconds);

/// <summary>Counts what went wrong. Groups are few, so there are no pages.</summary>
public sealed class QualityQueries(NpgsqlDataSource dataSource)
{
    // An attempt that was never authorized is no transaction, and not here.
    private const string Sessions = $"""
        SELECT c.vendor, c.model, c.firmware_version,
               CASE WHEN t.status IN ('superseded', 'closed') THEN 'stop_missing'
                    WHEN t.authorization_status <> 'Accepted' THEN 'not_authorized'
                    WHEN t.stop_reason NOT IN ('Local', 'Remote', 'EVDisconnected', 'DeAuthorized') THEN 'interrupted_' || lower(t.stop_reason)
                    WHEN t.energy_wh IS NULL THEN 'energy_unknown'
                    WHEN t.energy_wh < 1000 AND coalesce(t.duration_seconds, 0) < 120 THEN 'nothing_delivered'
                    ELSE 'succeeded' END AS outcome,
               count(*)
        FROM {ReadModelSchema.Name}.transactions t LEFT JOIN {ReadModelSchema.Name}.charge_points c USING (charge_point_id)
        WHERE t.status <> 'running' AND ($1 IS NULL OR t.charge_point_id = $1) AND t.started_at >= $2 AND t.started_at < $3
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 5 DESC, 4
        """;

    private const string Errors = $"""
        SELECT c.vendor, c.model, c.firmware_version, e.error_code, e.vendor_error_code, count(*), sum(extract(epoch FROM least(coalesce(e.ended_at, $3), $3) - e.started_at))
        FROM {ReadModelSchema.Name}.errors e LEFT JOIN {ReadModelSchema.Name}.charge_points c USING (charge_point_id)
        WHERE ($1 IS NULL OR e.charge_point_id = $1) AND e.started_at >= $2 AND e.started_at < $3
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC, 1, 2, 3, 4, 5
        """;

    // States that follow one another without a moment in use between them are one outage.
    private const string Repairs = $"""
        SELECT charge_point_id, count(*), avg(extract(epoch FROM upper(r) - lower(r))),
               greatest(0, extract(epoch FROM $3 - $2) * count(DISTINCT connector_id) - sum(extract(epoch FROM upper(r) - lower(r)))) / count(*)
        FROM (
            SELECT charge_point_id, connector_id, range_agg(tstzrange(started_at, coalesce(ended_at, 'infinity'))) AS down
            FROM {ReadModelSchema.Name}.connector_state_intervals
            WHERE (offline OR status IN ('Unavailable', 'Faulted')) AND connector_id > 0 AND ($1 IS NULL OR charge_point_id = $1)
              AND started_at < $3 AND (ended_at IS NULL OR ended_at > $2)
            GROUP BY 1, 2
        ) o, unnest(o.down) r
        WHERE upper(r) < $3 AND lower(r) >= $2 AND NOT isempty(r)
        GROUP BY 1 ORDER BY 3 DESC, 1
        """;

    private const string Calls = $"""
        SELECT action, status, count(*), avg(extract(epoch FROM finished_at - sent_at)) FILTER (WHERE status = 'answered')
        FROM {ReadModelSchema.Name}.calls
        WHERE ($1 IS NULL OR charge_point_id = $1) AND requested_at >= $2 AND requested_at < $3
        GROUP BY 1, 2 ORDER BY 1, 2
        """;

    /// <summary>Of sessions that began in a time and are over.</summary>
    public async Task<IReadOnlyList<SessionOutcome>> ListSessionsAsync(string? chargePointId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = Command(Sessions, chargePointId, from, to);
        return await command.ListAsync(r => new SessionOutcome(r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.Text(), r.Bigint()), cancellationToken);
    }

    /// <summary>Errors that began in a time, most frequent first.</summary>
    public async Task<IReadOnlyList<ErrorCount>> ListErrorsAsync(string? chargePointId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = Command(Errors, chargePointId, from, to);
        return await command.ListAsync(
            r => new ErrorCount(r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.Text(), r.TextOrNull(), r.Bigint(), r.NumericOrNull()!.Value), cancellationToken);
    }

    /// <summary>Of outages that began and ended in a time, longest first.</summary>
    public async Task<IReadOnlyList<RepairTimes>> ListRepairsAsync(string? chargePointId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = Command(Repairs, chargePointId, from, to);
        return await command.ListAsync(
            r => new RepairTimes(r.Text(), r.Bigint(), decimal.Round(r.NumericOrNull()!.Value, 3), decimal.Round(r.NumericOrNull()!.Value, 3)), cancellationToken);
    }

    /// <summary>Of requests that were made in a time.</summary>
    public async Task<IReadOnlyList<CallCount>> ListCallsAsync(string? chargePointId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = Command(Calls, chargePointId, from, to);
        return await command.ListAsync(
            r => new CallCount(r.Text(), r.Text(), r.Bigint(), r.NumericOrNull() is { } mean ? decimal.Round(mean, 3) : null), cancellationToken);
    }

    private NpgsqlCommand Command(string sql, string? chargePointId, DateTimeOffset from, DateTimeOffset to)
    {
        var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(Optional(chargePointId, NpgsqlDbType.Text));
        command.Parameters.AddWithValue(from.ToUniversalTime());
        command.Parameters.AddWithValue(to.ToUniversalTime());
        return command;
    }
}
