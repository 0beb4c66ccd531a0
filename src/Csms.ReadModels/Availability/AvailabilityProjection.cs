using Csms.Domain.Calls;
using Csms.ReadModels.Calls;
using Npgsql;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Availability;

/// <summary>Availability, a charge point's connectors at a time: connector 0 covers all of them.</summary>
internal sealed class AvailabilityProjection : Projection
{
    private static readonly FollowedCalls Calls = new("availability_calls", "ChangeAvailability");

    public static ReadModel ReadModel { get; } = new(
        "availability",
        1,
        ["availability", "availability_calls"],
        [
            typeof(CallEvent.Requested), typeof(CallEvent.Answered), typeof(CallEvent.Failed), typeof(CallEvent.TimedOut), typeof(CallEvent.Expired),
            typeof(CallEvent.Cancelled), typeof(ConnectorStatusReported), typeof(Booted), typeof(Removed),
        ],
        _ => new AvailabilityProjection());

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var followed = (await Calls.ResolveAsync(connection, page, cancellationToken))
            .Where(e => e.Call is not null || e.Recorded.Event is ConnectorStatusReported or Booted or Removed).ToList();
        if (followed.Count == 0) return;
        var rows = (await ReadAsync(connection, [.. followed.Select(ChargePointOf).Distinct()], cancellationToken)).ToLookup(row => row.ChargePointId);
        var chargePoints = new Dictionary<string, ConnectorAvailability>();
        foreach (var e in followed)
        {
            var id = ChargePointOf(e);
            if (!chargePoints.TryGetValue(id, out var connectors)) chargePoints[id] = connectors = new(id, rows[id]);
            connectors.Apply(e);
        }

        await DeleteAsync(connection, [.. chargePoints.Values.Where(c => c.WasRemoved).Select(c => c.ChargePointId)], cancellationToken);
        await AvailabilityTable.Rows.UpsertAsync(connection, [.. chargePoints.Values.SelectMany(c => c.Touched)], cancellationToken);
    }

    private static string ChargePointOf(FollowedEvent e) => e.Call?.ChargePointId ?? e.Recorded.After("charge-point-");

    private static async Task<List<AvailabilityRow>> ReadAsync(NpgsqlConnection connection, string[] chargePoints, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{AvailabilityTable.Rows.Select} WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        return await AvailabilityTable.Rows.ReadAsync(command, cancellationToken);
    }

    private static async Task DeleteAsync(NpgsqlConnection connection, string[] chargePoints, CancellationToken cancellationToken)
    {
        if (chargePoints.Length == 0) return;
        await using var command = new NpgsqlCommand("DELETE FROM availability WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
