using Npgsql;

namespace Csms.Host.Storage;

/// <summary>Who owns which charge point's socket (table <c>csms.connections</c>): the highest epoch, on one node.</summary>
internal sealed class ConnectionRows(NpgsqlDataSource dataSource)
{
    /// <summary>Takes the charge point over: every earlier connection is fenced by the new epoch.</summary>
    public async Task<long> TakeOverAsync(string chargePointId, string node, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            INSERT INTO csms.connections (charge_point_id, epoch, node, is_open, connected_at, last_seen_at) VALUES ($1, 1, $2, true, $3, $3)
            ON CONFLICT (charge_point_id) DO UPDATE
            SET epoch = connections.epoch + 1, node = excluded.node, is_open = true, connected_at = excluded.connected_at, last_seen_at = excluded.last_seen_at
            RETURNING epoch
            """);
        command.Parameters.Add(new() { Value = chargePointId });
        command.Parameters.Add(new() { Value = node });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task CloseAsync(string chargePointId, long epoch, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("UPDATE csms.connections SET is_open = false WHERE charge_point_id = $1 AND epoch = $2");
        command.Parameters.Add(new() { Value = chargePointId });
        command.Parameters.Add(new() { Value = epoch });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Proof of life of many charge points in one statement.</summary>
    public async Task SeenAsync(IReadOnlyCollection<(string ChargePointId, DateTimeOffset At)> seen, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            UPDATE csms.connections c SET last_seen_at = s.at
            FROM unnest($1::text[], $2::timestamptz[]) AS s(id, at)
            WHERE c.charge_point_id = s.id AND c.last_seen_at < s.at
            """);
        command.Parameters.Add(new() { Value = seen.Select(s => s.ChargePointId).ToArray() });
        command.Parameters.Add(new() { Value = seen.Select(s => s.At.UtcDateTime).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<DateTimeOffset?> LastSeenAsync(string chargePointId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT last_seen_at FROM csms.connections WHERE charge_point_id = $1");
        command.Parameters.Add(new() { Value = chargePointId });
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>This node lives. Must not wait for long: who is late with it is taken for dead.</summary>
    /// <returns>How long ago it said so before, by the database's clock; null when never.</returns>
    public async Task<TimeSpan?> HeartbeatAsync(string node, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            WITH me AS (
                INSERT INTO csms.nodes (node, last_seen_at) VALUES ($1, clock_timestamp())
                ON CONFLICT (node) DO UPDATE SET last_seen_at = excluded.last_seen_at)
            SELECT clock_timestamp() - last_seen_at FROM csms.nodes WHERE node = $1
            """,
            connection)
        { CommandTimeout = 4 };
        command.Parameters.Add(new() { Value = node });
        return await command.ExecuteScalarAsync(cancellationToken) as TimeSpan?;
    }

    /// <summary>Nodes with open connections that have not said for so long that they live, by the database's clock.</summary>
    /// <returns>The node, and whether it said good-bye itself.</returns>
    public async Task<IReadOnlyList<(string Node, bool HasLeft)>> ListSilentAsync(string node, TimeSpan deadAfter, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            SELECT c.node, bool_or(n.node IS NULL) FROM csms.connections c LEFT JOIN csms.nodes n USING (node)
            WHERE c.is_open AND c.node <> $1 AND (n.node IS NULL OR n.last_seen_at < now() - $2)
            GROUP BY c.node
            """);
        command.Parameters.Add(new() { Value = node });
        command.Parameters.Add(new() { Value = deadAfter });
        var silent = new List<(string, bool)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            silent.Add((reader.GetString(0), reader.GetBoolean(1)));
        return silent;
    }

    /// <summary>Connections of some nodes that are open, or that are not, as far as the rows know.</summary>
    public async Task<IReadOnlyList<(string ChargePointId, long Epoch)>> ListAsync(
        IReadOnlyCollection<string> nodes, bool isOpen, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT charge_point_id, epoch FROM csms.connections WHERE node = ANY ($1) AND is_open = $2 LIMIT $3");
        command.Parameters.Add(new() { Value = nodes.ToArray() });
        command.Parameters.Add(new() { Value = isOpen });
        command.Parameters.Add(new() { Value = limit });
        var connections = new List<(string, long)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            connections.Add((reader.GetString(0), reader.GetInt64(1)));
        return connections;
    }

    public async Task ForgetNodeAsync(string node, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("DELETE FROM csms.nodes WHERE node = $1");
        command.Parameters.Add(new() { Value = node });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
