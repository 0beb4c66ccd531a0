using Csms.ReadModels.Analysis;
using Npgsql;
using NpgsqlTypes;

namespace Csms.Host.Exporting;

/// <summary>What came of a wish for an export.</summary>
internal enum ExportAnswer
{
    /// <summary>It stands in line, or was asked for before by the same key.</summary>
    Stored,

    /// <summary>The key named another wish.</summary>
    KeyUsed,

    /// <summary>Too many of this asker's wait already.</summary>
    TooMany,
}

/// <summary>The exports that were asked for (table <c>csms.exports</c>), as who asks for them and reads them sees it. How they are run is <see cref="ExportTurns"/>.</summary>
internal sealed class ExportTable(NpgsqlDataSource database)
{
    internal const string Columns =
        """
        id, asker_id, asked_by, kind, format, charge_point_id, selected_from, selected_to, state, asked_at, started_at, ended_at, expires_at, attempt,
        row_count, expected_rows, bytes, stored_bytes, sha256, position, failure_code, failure
        """;

    /// <summary>The export of this wish: a new one, or the one that the same key named before.</summary>
    public async Task<(ExportAnswer Answer, ExportRecord Export)> AddAsync(ExportRecord asked, string? idempotencyKey, int mostWaiting, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Two wishes at once must not both be the last that has room.
        await using (var gate = new NpgsqlCommand("LOCK TABLE csms.exports IN SHARE ROW EXCLUSIVE MODE", connection)) await gate.ExecuteNonQueryAsync(cancellationToken);
        await using (var same = new NpgsqlCommand($"SELECT {Columns} FROM csms.exports WHERE asker_id = $1 AND idempotency_key = $2", connection))
        {
            same.Parameters.Add(new() { Value = asked.AskerId });
            same.Parameters.Add(Optional(idempotencyKey, NpgsqlDbType.Text));
            if ((await ReadAsync(same, cancellationToken)).SingleOrDefault() is { } first)
                return (first.Wish == asked.Wish ? ExportAnswer.Stored : ExportAnswer.KeyUsed, first);
        }

        await using var command = new NpgsqlCommand(
            """
            INSERT INTO csms.exports (id, asker_id, asked_by, idempotency_key, kind, format, charge_point_id, selected_from, selected_to, state, asked_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10
            WHERE (SELECT count(*) FROM csms.exports WHERE asker_id = $2 AND state IN ('queued', 'running')) < $11
            """,
            connection);
        command.Parameters.Add(new() { Value = asked.Id });
        command.Parameters.Add(new() { Value = asked.AskerId });
        command.Parameters.Add(new() { Value = asked.AskedBy });
        command.Parameters.Add(Optional(idempotencyKey, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = asked.Wish.Kind });
        command.Parameters.Add(new() { Value = NameOf(asked.Wish.Format) });
        command.Parameters.Add(Optional(asked.Wish.Selection.ChargePointId, NpgsqlDbType.Text));
        command.Parameters.Add(Optional(asked.Wish.Selection.From, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(asked.Wish.Selection.To, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(new() { Value = asked.AskedAt });
        command.Parameters.Add(new() { Value = mostWaiting });
        var added = await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (added == 1 ? ExportAnswer.Stored : ExportAnswer.TooMany, asked);
    }

    /// <summary>Whether there is anything to run, or to run again.</summary>
    public async Task<bool> AnyWaitsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT EXISTS (SELECT FROM csms.exports WHERE state IN ('queued', 'running'))");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<ExportRecord?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM csms.exports WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Newest first.</summary>
    /// <param name="askerId">Null is everybody's.</param>
    public async Task<IReadOnlyList<ExportRecord>> ListAsync(Guid? askerId, ExportState? state, Guid? before, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT {Columns} FROM csms.exports
            WHERE ($1 IS NULL OR asker_id = $1) AND ($2 IS NULL OR state = $2) AND ($3 IS NULL OR id < $3) ORDER BY id DESC LIMIT $4
            """);
        command.Parameters.Add(Optional(askerId, NpgsqlDbType.Uuid));
        command.Parameters.Add(Optional(state is { } wanted ? NameOf(wanted) : null, NpgsqlDbType.Text));
        command.Parameters.Add(Optional(before, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = limit });
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>One that waits or runs is cancelled, one that is done loses its file; of others nothing is left to do. Whoever runs it notices within a second.</summary>
    public async Task EndAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            UPDATE csms.exports SET state = CASE state WHEN 'done' THEN 'removed' ELSE 'cancelled' END, ended_at = coalesce(ended_at, $2)
            WHERE id = $1 AND state IN ('queued', 'running', 'done')
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Files whose time is over go; who asked for what is remembered for a while.</summary>
    public async Task ExpireAsync(DateTimeOffset now, TimeSpan rememberFor, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH forgotten AS (DELETE FROM csms.exports WHERE state NOT IN ('queued', 'running', 'done') AND coalesce(expires_at, ended_at) < $2)
            UPDATE csms.exports SET state = 'removed' WHERE state = 'done' AND expires_at <= $1
            """);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - rememberFor });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Of these, those that are known.</summary>
    public async Task<IReadOnlyList<ExportRecord>> FindAllAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM csms.exports WHERE id = ANY ($1)");
        command.Parameters.Add(new() { Value = ids });
        return await ReadAsync(command, cancellationToken);
    }

    internal static async Task<IReadOnlyList<ExportRecord>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var exports = new List<ExportRecord>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            exports.Add(RecordOf(reader));
        return exports;
    }

    internal static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static ExportRecord RecordOf(NpgsqlDataReader reader)
    {
        DateTimeOffset? Time(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        long? Number(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
        return new(
            reader.GetGuid(0),
            reader.GetGuid(1),
            reader.GetString(2),
            new(reader.GetString(3), Enum.Parse<RowFormat>(reader.GetString(4), ignoreCase: true), new(Text(5), Time(6), Time(7))),
            Enum.Parse<ExportState>(reader.GetString(8), ignoreCase: true),
            Time(9)!.Value,
            Time(10),
            Time(11),
            Time(12),
            reader.GetInt32(13),
            reader.GetInt64(14),
            Number(15),
            reader.GetInt64(16),
            reader.GetInt64(17),
            Text(18),
            Number(19),
            Text(20) is { } code ? new(code, Text(21)!) : null);
    }
}
