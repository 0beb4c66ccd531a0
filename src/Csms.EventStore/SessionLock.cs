using Npgsql;

namespace Csms.EventStore;

/// <summary>A connection whose session holds an advisory lock: when the connection is gone, so is the lock.</summary>
public sealed class SessionLock(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>What is done on it is done only while the lock is held.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>Waits until the lock is free.</summary>
    public static async Task<SessionLock> WaitAsync(NpgsqlDataSource dataSource, long key, CancellationToken cancellationToken) =>
        await AcquireAsync(dataSource, $"SELECT true FROM pg_advisory_lock({key})", cancellationToken)
            ?? throw new InvalidOperationException("A lock that is waited for is always given.");

    /// <summary>Null when somebody else holds the lock.</summary>
    public static Task<SessionLock?> TryAsync(NpgsqlDataSource dataSource, long key, CancellationToken cancellationToken) =>
        AcquireAsync(dataSource, $"SELECT pg_try_advisory_lock({key})", cancellationToken);

    /// <summary>The same, of a lock for each name.</summary>
    public static Task<SessionLock?> TryAsync(NpgsqlDataSource dataSource, int kind, string name, CancellationToken cancellationToken) =>
        AcquireAsync(dataSource, $"SELECT pg_try_advisory_lock({kind}, hashtext('{name}'))", cancellationToken);

    /// <summary>Gives back the lock, and whatever was set in its session.</summary>
    public async ValueTask DisposeAsync()
    {
        await PooledSession.PutBackAsync(connection);
        await connection.DisposeAsync();
    }

    private static async Task<SessionLock?> AcquireAsync(NpgsqlDataSource dataSource, string sql, CancellationToken cancellationToken)
    {
        var held = new SessionLock(await dataSource.OpenConnectionAsync(cancellationToken));
        try
        {
            // Keys are constants of this program, names those of read models.
#pragma warning disable CA2100
            await using var command = new NpgsqlCommand(sql, held.Connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
            if (await command.ExecuteScalarAsync(cancellationToken) is true) return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
        await held.DisposeAsync();
        return null;
    }
}
