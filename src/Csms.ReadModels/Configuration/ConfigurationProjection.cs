using Csms.Domain.Calls;
using Csms.ReadModels.Calls;
using Npgsql;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Configuration;

/// <summary>The configuration of charge points, from what they answered: a charge point's keys at a time, since a full report concerns all of them.</summary>
internal sealed class ConfigurationProjection : Projection
{
    private static readonly FollowedCalls Calls = new("configuration_calls", "GetConfiguration", "ChangeConfiguration");

    public static ReadModel ReadModel { get; } = new(
        "configuration_keys",
        1,
        ["configuration_keys", "configuration_changes", "configuration_calls"],
        [
            typeof(CallEvent.Requested), typeof(CallEvent.Answered), typeof(CallEvent.Failed), typeof(CallEvent.TimedOut), typeof(CallEvent.Expired),
            typeof(CallEvent.Cancelled), typeof(Booted), typeof(ConfigurationDesired), typeof(Removed),
        ],
        _ => new ConfigurationProjection());

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var followed = (await Calls.ResolveAsync(connection, page, cancellationToken)).Where(Concerns).ToList();
        if (followed.Count == 0) return;
        var rows = await ReadAsync(connection, [.. followed.Select(ChargePointOf).Distinct()], cancellationToken);
        var configurations = rows.GroupBy(row => row.ChargePointId).ToDictionary(group => group.Key, group => new ReportedConfiguration(group.Key, group));
        foreach (var e in followed)
        {
            var chargePointId = ChargePointOf(e);
            if (!configurations.TryGetValue(chargePointId, out var configuration))
                configurations[chargePointId] = configuration = new ReportedConfiguration(chargePointId, []);
            configuration.Apply(e);
        }

        await DeleteAsync(connection, [.. configurations.Values.Where(c => c.WasRemoved).Select(c => c.ChargePointId)], cancellationToken);
        await ConfigurationTables.Keys.UpsertAsync(connection, [.. configurations.Values.SelectMany(c => c.Touched)], cancellationToken);
        await ConfigurationTables.Changes.UpsertAsync(connection, [.. configurations.Values.SelectMany(c => c.Changes)], cancellationToken);
    }

    private static bool Concerns(FollowedEvent e) => e.Call is null ? e.Recorded.Event is Booted or ConfigurationDesired or Removed : e.Recorded.Event is not CallEvent.Requested;

    private static string ChargePointOf(FollowedEvent e) => e.Call?.ChargePointId ?? e.Recorded.After("charge-point-");

    private static async Task<List<ConfigurationKeyRow>> ReadAsync(NpgsqlConnection connection, string[] chargePoints, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{ConfigurationTables.Keys.Select} WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        return await ConfigurationTables.Keys.ReadAsync(command, cancellationToken);
    }

    private static async Task DeleteAsync(NpgsqlConnection connection, string[] chargePoints, CancellationToken cancellationToken)
    {
        if (chargePoints.Length == 0) return;
        await using var command = new NpgsqlCommand("DELETE FROM configuration_keys WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
