using Npgsql;

namespace Csms.ReadModels.Projecting;

/// <summary>How far each read model has come, in Marten's own table. A checkpoint changes only in the transaction that changes the rows.</summary>
internal static class Checkpoints
{
    /// <summary>By checkpoint name.</summary>
    public static async Task<Dictionary<string, long>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT name, last_seq_id FROM events.mt_event_progression WHERE starts_with(name, 'csms.') AND last_seq_id IS NOT NULL", connection);
        var positions = new Dictionary<string, long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) positions.Add(reader.GetString(0), reader.GetInt64(1));
        return positions;
    }

    public static async Task<long?> ReadAsync(NpgsqlConnection connection, ReadModel model, CancellationToken cancellationToken, bool andLock = false)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT last_seq_id FROM events.mt_event_progression WHERE name = $1 {(andLock ? "FOR UPDATE" : "")}", connection);
        command.Parameters.Add(new() { Value = model.CheckpointName });
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    /// <summary>The highest version of a model that somebody has filled.</summary>
    public static async Task<int?> ReadNewestVersionAsync(NpgsqlConnection connection, ReadModel model, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT max(substring(name FROM ':V(\\d+):')::integer) FROM events.mt_event_progression WHERE starts_with(name, $1) AND last_seq_id IS NOT NULL", connection);
        command.Parameters.Add(new() { Value = model.CheckpointPrefix });
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    /// <summary>Moves on, first thing in the page's transaction: whoever else projects the same page waits here, and then finds that it is too late.</summary>
    /// <exception cref="CheckpointMovedException">A checkpoint is not where this projector left it.</exception>
    public static async Task AdvanceAsync(NpgsqlConnection connection, IReadOnlyList<ReadModel> models, long from, long to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE events.mt_event_progression SET last_seq_id = $3, last_updated = transaction_timestamp() WHERE name = ANY ($1) AND last_seq_id = $2", connection);
        command.Parameters.Add(new() { Value = models.Select(m => m.CheckpointName).ToArray() });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        if (await command.ExecuteNonQueryAsync(cancellationToken) != models.Count)
            throw new CheckpointMovedException($"{string.Join(", ", models)}: not all are at {from} any more.");
    }

    /// <summary>Sets the checkpoint of a model whose tables were replaced; those of its other versions end.</summary>
    public static async Task ReplaceAsync(NpgsqlConnection connection, ReadModel model, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            DELETE FROM events.mt_event_progression WHERE starts_with(name, @prefix) AND name <> @name;
            INSERT INTO events.mt_event_progression (name, last_seq_id, last_updated) VALUES (@name, @position, transaction_timestamp())
            ON CONFLICT (name) DO UPDATE SET last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
            """,
            connection);
        command.Parameters.AddWithValue("prefix", model.CheckpointPrefix);
        command.Parameters.AddWithValue("name", model.CheckpointName);
        command.Parameters.AddWithValue("position", position);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>Someone else projects, or replaced the tables.</summary>
public sealed class CheckpointMovedException(string message) : Exception(message);
