using System.Collections.Concurrent;
using Npgsql;

namespace Csms.Host.Storage;

/// <summary>OCPP's transaction ids from the PostgreSQL sequence, drawn in blocks so that a start costs no round trip of its own. Gaps mean nothing.</summary>
internal sealed class TransactionIds(NpgsqlDataSource dataSource) : IDisposable
{
    private const int BlockSize = 64;
    private readonly ConcurrentQueue<int> drawn = new();
    private readonly SemaphoreSlim drawing = new(1);

    public async ValueTask<int> NextAsync(CancellationToken cancellationToken)
    {
        int id;
        while (!drawn.TryDequeue(out id))
            await DrawAsync(cancellationToken);
        return id;
    }

    public void Dispose() => drawing.Dispose();

    private async Task DrawAsync(CancellationToken cancellationToken)
    {
        await drawing.WaitAsync(cancellationToken);
        try
        {
            if (!drawn.IsEmpty)
                return;
            await using var command = dataSource.CreateCommand("SELECT nextval('csms.transaction_ids')::int FROM generate_series(1, $1)");
            command.Parameters.Add(new() { Value = BlockSize });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                drawn.Enqueue(reader.GetInt32(0));
        }
        finally
        {
            drawing.Release();
        }
    }
}
