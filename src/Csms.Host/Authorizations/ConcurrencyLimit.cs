using Csms.EventStore;
using Csms.ReadModels;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Transactions;
using Npgsql;

namespace Csms.Host.Authorizations;

/// <summary>
/// How many transactions of a token run, counted so that two starts at the same instant do not both find room: until the first is stored, the second waits.
/// Only tokens with a limit come here. A start must be answered, so nobody waits for long; who cannot wait longer counts what is known.
/// </summary>
internal sealed class ConcurrencyLimit(NpgsqlDataSource dataSource, TransactionQueries transactions, ProjectionPositions positions, PostgresEventStore store) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly ReadModel[] Read = [Catalog.Find("transactions")!];

    // Each holds a connection for the time of a start; the pool must never consist of them.
    private readonly SemaphoreSlim room = new(8);

    /// <summary>The count, and what keeps others from counting until it is disposed of: after the start was stored.</summary>
    public async Task<(int Running, IAsyncDisposable Turn)> CountAsync(Guid tokenId, CancellationToken cancellationToken)
    {
        var turn = await TakeTurnAsync(tokenId, cancellationToken);
        try
        {
            // One that began or ended a moment ago counts as it is now.
            await positions.WaitForAsync(Read, await store.ReadHeadAsync(cancellationToken), Patience, cancellationToken);
            return (await transactions.CountRunningAsync(tokenId, cancellationToken), turn);
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => room.Dispose();

    private async Task<Turn> TakeTurnAsync(Guid tokenId, CancellationToken cancellationToken)
    {
        var turn = new Turn(room, await room.WaitAsync(Patience, cancellationToken));
        try
        {
            if (turn.HasRoom)
                await turn.LockAsync(dataSource, tokenId, cancellationToken);
            return turn;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    /// <summary>A transaction that does nothing but hold the token's lock: the end of its connection is the end of the lock.</summary>
    private sealed class Turn(SemaphoreSlim room, bool hasRoom) : IAsyncDisposable
    {
        private NpgsqlConnection? connection;

        public bool HasRoom => hasRoom;

        public async Task LockAsync(NpgsqlDataSource dataSource, Guid tokenId, CancellationToken cancellationToken)
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT set_config('lock_timeout', '2s', true), pg_advisory_xact_lock(hashtextextended($1, 0))", connection);
            command.Parameters.Add(new() { Value = $"token-limit/{tokenId:N}" });
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                // Somebody holds it longer than a driver can wait.
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (connection is not null)
                await connection.DisposeAsync();
            if (hasRoom)
                room.Release();
        }
    }
}
