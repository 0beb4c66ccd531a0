using Csms.ReadModels.Rows;
using Npgsql;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Connectors;

/// <summary>Connectors, a charge point's at a time: its removal takes all of them away.</summary>
internal sealed class ConnectorProjection : Projection
{
    public static ReadModel ReadModel { get; } = new(
        "connectors",
        1,
        ["connectors"],
        [typeof(ConnectorStatusReported), typeof(Removed)],
        _ => new ConnectorProjection());

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var mine = page.Where(e => e.Event is ConnectorStatusReported or Removed).ToList();
        if (mine.Count == 0) return;
        var rows = await ReadAsync(connection, [.. mine.Select(ChargePointOf).Distinct()], cancellationToken);
        var touched = new HashSet<(string ChargePointId, int ConnectorId)>();
        var gone = new HashSet<string>();
        foreach (var recorded in mine)
        {
            var chargePointId = ChargePointOf(recorded);
            if (recorded.Event is ConnectorStatusReported e)
            {
                var key = (chargePointId, e.ConnectorId);
                rows[key] = Evolve(rows.GetValueOrDefault(key), chargePointId, e, recorded.RecordedAt);
                touched.Add(key);
                continue;
            }
            gone.Add(chargePointId);
            foreach (var key in rows.Keys.Where(k => k.ChargePointId == chargePointId).ToList()) rows.Remove(key);
        }
        await DeleteAsync(connection, [.. gone], cancellationToken);
        await ConnectorTable.Rows.UpsertAsync(connection, [.. touched.Where(rows.ContainsKey).Select(k => rows[k])], cancellationToken);
    }

    private static string ChargePointOf(FeedEvent recorded) => recorded.After("charge-point-");

    private static ConnectorRow Evolve(ConnectorRow? row, string chargePointId, ConnectorStatusReported e, DateTimeOffset recordedAt) => new(
        chargePointId,
        e.ConnectorId,
        e.Status.ToString(),
        e.ErrorCode,
        e.Info,
        e.VendorId,
        e.VendorErrorCode,
        row?.Status == e.Status.ToString() ? row.Since : recordedAt,
        e.Timestamp.ToStored(),
        recordedAt,
        [.. (e.Anomalies ?? []).Select(a => a.ToString())]);

    private static async Task<Dictionary<(string ChargePointId, int ConnectorId), ConnectorRow>> ReadAsync(
        NpgsqlConnection connection, string[] chargePoints, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{ConnectorTable.Rows.Select} WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        return (await ConnectorTable.Rows.ReadAsync(command, cancellationToken)).ToDictionary(r => (r.ChargePointId, r.ConnectorId));
    }

    private static async Task DeleteAsync(NpgsqlConnection connection, string[] chargePoints, CancellationToken cancellationToken)
    {
        if (chargePoints.Length == 0) return;
        await using var command = new NpgsqlCommand("DELETE FROM connectors WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
