using Npgsql;

namespace Csms.Host.Api.ChargePoints;

/// <summary>When charge points were last heard of: a column, since heartbeats are no events.</summary>
internal sealed class LastSeen(NpgsqlDataSource dataSource)
{
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadAsync(IReadOnlyCollection<string> chargePointIds, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, DateTimeOffset>(chargePointIds.Count, StringComparer.Ordinal);
        await using var command = dataSource.CreateCommand("SELECT charge_point_id, last_seen_at FROM csms.connections WHERE charge_point_id = ANY($1)");
        command.Parameters.Add(new() { Value = chargePointIds.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            seen[reader.GetString(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        return seen;
    }
}
