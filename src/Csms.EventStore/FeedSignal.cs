using Npgsql;

namespace Csms.EventStore;

/// <summary>
/// Wakes the followers of the feed when any node has committed. One connection per store listens for all of them, from the first follower on. A wake-up that is lost
/// with the connection costs a follower one poll interval, nothing else.
/// </summary>
internal sealed class FeedSignal(NpgsqlDataSource dataSource) : IAsyncDisposable
{
    // An open connection over which nothing has come is asked from time to time whether it is still there.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource stopping = new();
    private readonly Lock starting = new();
    private TaskCompletionSource next = New();
    private Task? listening;

    /// <summary>Completes with the next commit. Take it before reading, wait for it after: what comes in between is not missed.</summary>
    public Task Next()
    {
        lock (starting)
            listening ??= stopping.IsCancellationRequested ? Task.CompletedTask : Task.Run(ListenAsync);
        return Volatile.Read(ref next).Task;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Task? last;
        lock (starting)
            last = listening;
        if (last is not null)
            await last;
        stopping.Dispose();
    }

    private async Task ListenAsync()
    {
        var backOff = new Reconnecting();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(stopping.Token);
                try
                {
                    await ListenAsync(connection, backOff);
                }
                finally
                {
                    await PooledSession.PutBackAsync(connection);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // Followers poll meanwhile.
                await backOff.WaitAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, Reconnecting backOff)
    {
        connection.Notification += (_, _) => Wake();
        await using var listen = new NpgsqlCommand("LISTEN csms_events", connection);
        await listen.ExecuteNonQueryAsync(stopping.Token);
        backOff.Reset();
        Wake(); // Something may have been committed while nobody listened.
        while (true)
        {
            if (!await connection.WaitAsync(Silence, stopping.Token))
                await listen.ExecuteNonQueryAsync(stopping.Token);
        }
    }

    private void Wake() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
