using System.Threading.Channels;
using Csms.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Csms.Bench.Store;

/// <summary>
/// The baseline at its best: the same two rows by one prepared statement, one round trip and one commit for each append, a connection for each writer
/// up to <see cref="MaxConnections"/>, sequence numbers from a sequence (so with gaps and out of order, which group commit is spared).
/// </summary>
internal sealed class OneTransactionEach : IAppender
{
    private const int MaxConnections = 64;

    private const string Sql = """
        WITH stream AS (
            INSERT INTO events.mt_streams AS s (id, type, version) VALUES ($1, $2, $3)
            ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, timestamp = now() WHERE s.version = EXCLUDED.version - 1
            RETURNING s.id)
        INSERT INTO events.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, correlation_id, causation_id, headers)
        SELECT nextval('events.mt_events_sequence'), $4, stream.id, $3, $5, $6, $7, $8, $9, $10 FROM stream
        """;

    private readonly Channel<NpgsqlCommand> free = Channel.CreateUnbounded<NpgsqlCommand>();

    public static async Task<OneTransactionEach> OpenAsync(NpgsqlDataSource dataSource, int writers)
    {
        var baseline = new OneTransactionEach();
        for (var i = 0; i < Math.Min(writers, MaxConnections); i++)
        {
            var command = new NpgsqlCommand(Sql, await dataSource.OpenConnectionAsync());
            foreach (var type in (NpgsqlDbType[])[NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Bigint, NpgsqlDbType.Uuid, NpgsqlDbType.Jsonb,
                NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Jsonb])
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
            await command.PrepareAsync();
            baseline.free.Writer.TryWrite(command);
        }
        return baseline;
    }

    public async Task AppendAsync(string stream, long version, NewEvent newEvent)
    {
        if (!free.Reader.TryRead(out var command))
            command = await free.Reader.ReadAsync();
        object?[] values = [stream, "transaction", version + 1, newEvent.Id, newEvent.Data, newEvent.Type, newEvent.DotNetType,
            newEvent.Metadata.CorrelationId, newEvent.Metadata.CausationId, """{"actor":"charge-point:CP0001","receivedAt":"2026-01-02T03:04:05Z"}"""];
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        if (await command.ExecuteNonQueryAsync() != 1)
            throw new InvalidOperationException("Refused.");
        free.Writer.TryWrite(command);
    }

    public async ValueTask DisposeAsync()
    {
        while (free.Reader.TryRead(out var command))
        {
            await command.Connection!.DisposeAsync();
            await command.DisposeAsync();
        }
    }
}
