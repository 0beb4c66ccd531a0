using Csms.ReadModels.Analysis;
using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Overview;

/// <summary>How many charge points there are, and in which condition.</summary>
/// <param name="Faulted">Those of which any part reports Faulted, connected or not.</param>
/// <param name="Waiting">Those whose registration is pending.</param>
public sealed record ChargePointCounts(int All, int Connected, int Faulted, int Waiting);

/// <summary>What charged and charges.</summary>
/// <param name="Running">Sessions that run now, whenever they began.</param>
/// <param name="Started">Sessions that began in the time asked for.</param>
/// <param name="EnergyWh">Energy of those.</param>
public sealed record SessionCounts(int Running, int Started, long EnergyWh);

/// <summary>What sessions were billed in a currency.</summary>
/// <param name="InclVat">Where VAT does not apply, what is billed without it.</param>
public sealed record Revenue(string Currency, decimal ExclVat, decimal InclVat);

/// <summary>What is doubtful and waits for somebody.</summary>
/// <param name="High">Of which energy is not billed.</param>
public sealed record OpenAnomalies(int All, int High);

/// <summary>A charge point or a connector that cannot be charged at.</summary>
/// <param name="ConnectorId">0 is the charge point as a whole; null when it is offline.</param>
/// <param name="Code">OCPP's error code, or why the connection ended.</param>
public sealed record Trouble(string ChargePointId, int? ConnectorId, string? Code, string? VendorErrorCode, string? Info, DateTimeOffset Since);

/// <summary>A host process and the charge points it holds.</summary>
public sealed record NodeConnections(string Node, int ChargePoints);

/// <summary>Reads over several read models what is true now: for whoever looks rather than reads.</summary>
public sealed class OverviewQueries(NpgsqlDataSource dataSource)
{
    private const string Schema = ReadModelSchema.Name;

    public async Task<ChargePointCounts> CountChargePointsAsync(CancellationToken cancellationToken) =>
        (await new Query(
            $"""
            SELECT count(*)::integer, (count(*) FILTER (WHERE p.connected))::integer, (count(*) FILTER (WHERE f.charge_point_id IS NOT NULL))::integer,
                   (count(*) FILTER (WHERE p.registration = 'Pending'))::integer
              FROM {Schema}.charge_points p
              LEFT JOIN (SELECT DISTINCT charge_point_id FROM {Schema}.connectors WHERE status = 'Faulted') f USING (charge_point_id)
            """)
            .Where("removed_at IS NULL", [])
            .ReadAsync(dataSource, r => new ChargePointCounts(r.Integer(), r.Integer(), r.Integer(), r.Integer()), cancellationToken)).Single();

    /// <param name="since">From which moment started sessions and their energy are counted.</param>
    public async Task<SessionCounts> CountSessionsAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        (await new Query(
            $"""
            SELECT (SELECT count(*) FROM {Schema}.transactions WHERE status = 'running')::integer, count(*)::integer, coalesce(sum(energy_wh), 0)::bigint
              FROM {Schema}.transactions
            """)
            .Where("started_at >= ?", since)
            .ReadAsync(dataSource, r => new SessionCounts(r.Integer(), r.Integer(), r.Bigint()), cancellationToken)).Single();

    /// <summary>Power of running sessions together, W: the newest reading of each. Null when none tells.</summary>
    /// <param name="since">Older readings, by the charge points' clocks, say nothing of now.</param>
    public async Task<decimal?> SumPowerAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            SELECT round(sum(coalesce(p.whole, coalesce(p.l1, 0) + coalesce(p.l2, 0) + coalesce(p.l3, 0))))
              FROM {Schema}.transactions t
             CROSS JOIN LATERAL (
                   SELECT {Watts("k.phase IS NULL")} AS whole, {Watts("k.phase LIKE 'L1%'")} AS l1, {Watts("k.phase LIKE 'L2%'")} AS l2, {Watts("k.phase LIKE 'L3%'")} AS l3
                     FROM {Schema}.meter_values m JOIN {Schema}.meter_kinds k USING (kind_id)
                    WHERE m.transaction_id = t.transaction_id AND k.measurand = 'Power.Active.Import' AND k.location = 'Outlet' AND m.device_time > $1
                    GROUP BY m.device_time ORDER BY m.device_time DESC LIMIT 1) p
             WHERE t.status = 'running'
            """);
        command.Parameters.AddWithValue(since.ToUniversalTime());
        return (await command.ListAsync(r => r.NumericOrNull(), cancellationToken)).Single();
    }

    /// <param name="since">Only of sessions that began then or later. What was credited adds up to nothing.</param>
    public async Task<IReadOnlyList<Revenue>> SumRevenueAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        await new Query($"SELECT currency, sum(total_excl_vat), sum(coalesce(total_incl_vat, total_excl_vat)) FROM {Schema}.cdrs")
            .Where("started_at >= ?", since)
            .Where("state IN ('issued', 'credited', 'credit')", [])
            .Where("currency IS NOT NULL", [])
            .Then("GROUP BY currency ORDER BY currency")
            .ReadAsync(dataSource, r => new Revenue(r.Text(), r.NumericOrNull() ?? 0, r.NumericOrNull() ?? 0), cancellationToken);

    public async Task<OpenAnomalies> CountAnomaliesAsync(CancellationToken cancellationToken) =>
        (await new Query($"SELECT count(*)::integer, (count(*) FILTER (WHERE severity = 'High'))::integer FROM {Schema}.anomalies")
            .Where("state = 'open'", [])
            .ReadAsync(dataSource, r => new OpenAnomalies(r.Integer(), r.Integer()), cancellationToken)).Single();

    /// <summary>What reports Faulted, the newest first.</summary>
    public async Task<IReadOnlyList<Trouble>> ListFaultsAsync(int most, CancellationToken cancellationToken) =>
        await new Query(
            $"""
            SELECT c.charge_point_id, c.connector_id, c.error_code, c.vendor_error_code, c.info, c.since
              FROM {Schema}.connectors c JOIN {Schema}.charge_points p USING (charge_point_id)
            """)
            .Where("c.status = 'Faulted'", [])
            .Where("p.removed_at IS NULL", [])
            .Then("ORDER BY c.since DESC, c.charge_point_id, c.connector_id LIMIT ?", most)
            .ReadAsync(dataSource, TroubleOf, cancellationToken);

    /// <summary>Charge points that were connected and are not, the newest first.</summary>
    public async Task<IReadOnlyList<Trouble>> ListOfflineAsync(int most, CancellationToken cancellationToken) =>
        await new Query(
            $"SELECT charge_point_id, NULL::integer, disconnect_reason, NULL::text, NULL::text, disconnected_at FROM {Schema}.charge_points")
            .Where("removed_at IS NULL", [])
            .Where("NOT connected", [])
            .Where("disconnected_at IS NOT NULL", [])
            .Then("ORDER BY disconnected_at DESC, charge_point_id LIMIT ?", most)
            .ReadAsync(dataSource, TroubleOf, cancellationToken);

    /// <summary>Host processes that hold connections.</summary>
    public async Task<IReadOnlyList<NodeConnections>> ListNodesAsync(CancellationToken cancellationToken) =>
        await new Query($"SELECT node, count(*)::integer FROM {Schema}.charge_points")
            .Where("connected", [])
            .Where("node IS NOT NULL", [])
            .Then("GROUP BY node ORDER BY node")
            .ReadAsync(dataSource, r => new NodeConnections(r.Text(), r.Integer()), cancellationToken);

    private static string Watts(string condition) => $"max(CASE m.unit WHEN 'kW' THEN 1000 ELSE 1 END * m.value) FILTER (WHERE {condition})";

    private static Trouble TroubleOf(RowReader r) => new(r.Text(), r.IntegerOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.Time());
}
