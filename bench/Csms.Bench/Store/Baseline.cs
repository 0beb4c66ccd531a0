using System.Threading.Channels;
using Csms.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Csms.Bench.Store;

/// <summary>
/// A commit for each append: the same two rows by prepared statements, a connection for each writer up to <see cref="MaxConnections"/>, sequence numbers
/// from a sequence (so with gaps and out of order, which group commit is spared).
/// </summary>
internal sealed class Baseline : IAppender
{
    private const int MaxConnections = 64;

    private const string Upsert = """
        INSERT INTO events.mt_streams AS s (id, type, version) VALUES ($1, $2, $3)
        ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, timestamp = now() WHERE s.version = EXCLUDED.version - 1
        """;

    private const string Columns = "(seq_id, id, stream_id, version, data, type, mt_dotnet_type, correlation_id, causation_id, headers)";

    /// <summary>What a library does: a transaction with an upsert and an insert; the transaction's begin travels with the first.</summary>
    public static readonly IReadOnlyList<string> Transaction =
    [
        Upsert,
        $"INSERT INTO events.mt_events {Columns} VALUES (nextval('events.mt_events_sequence'), $4, $1, $3, $5, $6, $7, $8, $9, $10)",
    ];

    /// <summary>The least that a commit for each append can cost: both rows by one statement in one round trip, which is a transaction by itself.</summary>
    public static readonly IReadOnlyList<string> Statement =
    [
        $"""
        WITH stream AS ({Upsert} RETURNING s.id)
        INSERT INTO events.mt_events {Columns} SELECT nextval('events.mt_events_sequence'), $4, stream.id, $3, $5, $6, $7, $8, $9, $10 FROM stream
        """,
    ];

    private static readonly NpgsqlDbType[] Types =
    [
        NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Bigint, NpgsqlDbType.Uuid, NpgsqlDbType.Jsonb,
        NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Jsonb,
    ];

    private readonly Channel<NpgsqlCommand[]> free = Channel.CreateUnbounded<NpgsqlCommand[]>();

    public static async Task<Baseline> OpenAsync(NpgsqlDataSource dataSource, int writers, IReadOnlyList<string> statements)
    {
        var baseline = new Baseline();
        for (var i = 0; i < Math.Min(writers, MaxConnections); i++)
        {
            var connection = await dataSource.OpenConnectionAsync();
            var commands = statements.Select(sql => Command(connection, sql)).ToArray();
            foreach (var command in commands)
                await command.PrepareAsync();
            baseline.free.Writer.TryWrite(commands);
        }
        return baseline;
    }

    public async Task AppendAsync(string stream, long version, NewEvent newEvent)
    {
        if (!free.Reader.TryRead(out var commands))
            commands = await free.Reader.ReadAsync();
        object?[] values =
        [
            stream, "transaction", version + 1, newEvent.Id, newEvent.Data, newEvent.Type, newEvent.DotNetType,
            newEvent.Metadata.CorrelationId, newEvent.Metadata.CausationId, """{"actor":"charge-point:CP0001","receivedAt":"2026-01-02T03:04:05Z"}""",
        ];
        // Npgsql recycles a connection's transaction object, so it is disposed of before the next writer gets the connection.
        await using (var transaction = commands.Length > 1 ? await commands[0].Connection!.BeginTransactionAsync() : null)
        {
            await ExecuteAsync(commands, values);
            if (transaction is not null)
                await transaction.CommitAsync();
        }
        free.Writer.TryWrite(commands);
    }

    public async ValueTask DisposeAsync()
    {
        while (free.Reader.TryRead(out var commands))
            await commands[0].Connection!.DisposeAsync();
    }

    private static async Task ExecuteAsync(NpgsqlCommand[] commands, object?[] values)
    {
        foreach (var command in commands)
        {
            for (var i = 0; i < command.Parameters.Count; i++)
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            if (await command.ExecuteNonQueryAsync() != 1)
                throw new InvalidOperationException("Refused.");
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Constants above.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        var count = Enumerable.Range(1, Types.Length).Last(n => sql.Contains($"${n}", StringComparison.Ordinal));
        foreach (var type in Types.Take(count))
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        return command;
    }
}
