using System.Text;
using System.Threading.Channels;
using System.Threading.Tasks.Sources;
using Npgsql;
using NpgsqlTypes;

namespace Csms.Bench.Load.Targets;

/// <summary>One connection's message on its way to the table; used again for its next.</summary>
internal sealed class InsertTicket(string chargePoint) : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> source = new() { RunContinuationsAsynchronously = true };

    public string ChargePoint => chargePoint;

    public string Message { get; private set; } = "";

    public ValueTask Begin(string message)
    {
        Message = message;
        source.Reset();
        return new ValueTask(this, source.Version);
    }

    public void Complete() => source.SetResult(true);

    public void Fail(Exception e) => source.SetException(e);

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);
}

/// <summary>Inserts into one table without an index but its key, whatever has piled up in one statement and one commit.</summary>
internal sealed class GroupInsert : IAsyncDisposable
{
    private const int MostAtOnce = 512;
    private readonly Channel<InsertTicket> waiting = Channel.CreateUnbounded<InsertTicket>(new UnboundedChannelOptions { SingleReader = true });
    private readonly NpgsqlConnection connection;
    private readonly Task inserting;

    private GroupInsert(NpgsqlConnection connection)
    {
        this.connection = connection;
        inserting = InsertAsync();
    }

    public static async Task<GroupInsert> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var table = new NpgsqlCommand(
            """
            CREATE TABLE IF NOT EXISTS floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), charge_point text NOT NULL,
                                              message text NOT NULL);
            SET synchronous_commit = on
            """,
            connection);
        await table.ExecuteNonQueryAsync();
        return new GroupInsert(connection);
    }

    /// <summary>Completes after the commit.</summary>
    public ValueTask InsertAsync(InsertTicket ticket, ReadOnlyMemory<byte> message)
    {
        var stored = ticket.Begin(Encoding.UTF8.GetString(message.Span));
        waiting.Writer.TryWrite(ticket);
        return stored;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await inserting;
        await connection.DisposeAsync();
    }

    private async Task InsertAsync()
    {
        var (chargePoints, messages) = (new NpgsqlParameter<string[]>(), new NpgsqlParameter<string[]>());
        chargePoints.NpgsqlDbType = messages.NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text;
        await using var insert = new NpgsqlCommand("INSERT INTO floor (charge_point, message) SELECT * FROM unnest($1, $2)", connection) { Parameters = { chargePoints, messages } };
        await insert.PrepareAsync();
        var batch = new List<InsertTicket>(MostAtOnce);
        while (await waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && waiting.Reader.TryRead(out var ticket))
                batch.Add(ticket);
            (chargePoints.TypedValue, messages.TypedValue) = ([.. batch.Select(t => t.ChargePoint)], [.. batch.Select(t => t.Message)]);
            try
            {
                await insert.ExecuteNonQueryAsync();
                batch.ForEach(t => t.Complete());
            }
            catch (NpgsqlException e)
            {
                batch.ForEach(t => t.Fail(e));
            }
        }
    }
}
