using Npgsql;

namespace Csms.Host.Reactions;

/// <summary>How far each reaction has come (table <c>csms.reactions</c>), read and written on the connection that holds the lock.</summary>
internal static class ReactionPositions
{
    /// <summary>By name.</summary>
    public static async Task<Dictionary<string, long>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT name, position FROM csms.reactions", connection);
        var positions = new Dictionary<string, long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            positions.Add(reader.GetString(0), reader.GetInt64(1));
        return positions;
    }

    /// <summary>Never goes back.</summary>
    public static async Task AdvanceAsync(NpgsqlConnection connection, IReadOnlyCollection<string> names, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO csms.reactions (name, position) SELECT unnest($1::text[]), $2
            ON CONFLICT (name) DO UPDATE SET position = greatest(reactions.position, excluded.position)
            """,
            connection);
        command.Parameters.Add(new() { Value = names.ToArray() });
        command.Parameters.Add(new() { Value = position });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
