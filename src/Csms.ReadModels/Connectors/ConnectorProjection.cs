using Csms.Domain.ChargePoints;
using Csms.ReadModels.Rows;
using Npgsql;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Connectors;

/// <summary>Connectors, a charge point's at a time: its removal takes all of them away, its boot sets all their clocks.</summary>
internal sealed class ConnectorProjection : Projection
{
    public static ReadModel ReadModel { get; } = new(
        "connectors",
        2,
        ["connectors"],
        [typeof(ConnectorStatusReported), typeof(Booted), typeof(Removed)],
        _ => new ConnectorProjection());

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var mine = page.Where(e => e.Event is ConnectorStatusReported or Booted or Removed).ToList();
        if (mine.Count == 0) return;
        var rows = await ReadAsync(connection, [.. mine.Select(ChargePointOf).Distinct()], cancellationToken);
        var touched = new HashSet<(string ChargePointId, int ConnectorId)>();
        var removals = new Dictionary<string, long>();
        foreach (var recorded in mine)
        {
            var chargePointId = ChargePointOf(recorded);
            if (recorded.Event is ConnectorStatusReported e)
            {
                var key = (chargePointId, e.ConnectorId);
                var row = rows.GetValueOrDefault(key);
                if (row?.LastSequence >= recorded.Sequence) continue;
                rows[key] = Evolve(row, chargePointId, e, recorded);
                touched.Add(key);
                continue;
            }
            if (recorded.Event is Booted)
            {
                // The answer to the boot sets the clock, so that what was reported before proves nothing about what comes.
                foreach (var (key, row) in rows.Where(r => r.Key.ChargePointId == chargePointId && r.Value.LastSequence < recorded.Sequence).ToList())
                {
                    rows[key] = row with { NewestDeviceTime = null, LastSequence = recorded.Sequence };
                    touched.Add(key);
                }
                continue;
            }
            removals[chargePointId] = recorded.Sequence;
            foreach (var key in rows.Keys.Where(k => k.ChargePointId == chargePointId && rows[k].LastSequence < recorded.Sequence).ToList()) rows.Remove(key);
        }
        await DeleteAsync(connection, removals, cancellationToken);
        await ConnectorTable.Rows.UpsertAsync(connection, [.. touched.Where(rows.ContainsKey).Select(k => rows[k])], cancellationToken);
    }

    /// <summary>A charge point's connectors by number, of its events alone.</summary>
    public static IReadOnlyList<ConnectorRow> Fold(IEnumerable<FeedEvent> events)
    {
        var rows = new SortedDictionary<int, ConnectorRow>();
        foreach (var recorded in events)
        {
            if (recorded.Event is ConnectorStatusReported e)
                rows[e.ConnectorId] = Evolve(rows.GetValueOrDefault(e.ConnectorId), ChargePointOf(recorded), e, recorded);
            else if (recorded.Event is Booted)
                foreach (var (number, row) in rows.ToList()) rows[number] = row with { NewestDeviceTime = null };
            else if (recorded.Event is Removed)
                rows.Clear();
        }
        return [.. rows.Values];
    }

    private static string ChargePointOf(FeedEvent recorded) => recorded.After("charge-point-");

    private static ConnectorRow Evolve(ConnectorRow? row, string chargePointId, ConnectorStatusReported e, FeedEvent recorded)
    {
        var (isHistory, newest) = Connector.Place(e, row?.NewestDeviceTime);
        if (row is not null && isHistory) return row with { LastSequence = recorded.Sequence };
        return new(
            chargePointId,
            e.ConnectorId,
            e.Status.ToString(),
            e.ErrorCode,
            e.Info,
            e.VendorId,
            e.VendorErrorCode,
            row?.Status == e.Status.ToString() ? row.Since : recorded.RecordedAt,
            e.Timestamp.ToStored(),
            recorded.RecordedAt,
            [.. (e.Anomalies ?? []).Select(a => a.ToString())],
            newest.ToStored())
        {
            LastSequence = recorded.Sequence,
        };
    }

    private static async Task<Dictionary<(string ChargePointId, int ConnectorId), ConnectorRow>> ReadAsync(
        NpgsqlConnection connection, string[] chargePoints, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{ConnectorTable.Rows.Select} WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        return (await ConnectorTable.Rows.ReadAsync(command, cancellationToken)).ToDictionary(r => (r.ChargePointId, r.ConnectorId));
    }

    private static async Task DeleteAsync(NpgsqlConnection connection, Dictionary<string, long> removals, CancellationToken cancellationToken)
    {
        if (removals.Count == 0) return;
        await using var command = new NpgsqlCommand(
            """
            DELETE FROM connectors c USING unnest($1, $2) AS removal(charge_point_id, sequence)
            WHERE c.charge_point_id = removal.charge_point_id AND c.last_sequence < removal.sequence
            """,
            connection);
        command.Parameters.Add(new() { Value = removals.Keys.ToArray() });
        command.Parameters.Add(new() { Value = removals.Values.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
