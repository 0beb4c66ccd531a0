using System.Globalization;
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
    private long announced;
    private Task? listening;

    /// <summary>Completes with the next commit. Take it before reading, wait for it after: what comes in between is not missed.</summary>
    public Task Next()
    {
        lock (starting)
            listening ??= stopping.IsCancellationRequested ? Task.CompletedTask : Task.Run(ListenAsync);
        return Volatile.Read(ref next).Task;
    }

    /// <summary>The newest event that was told of since the last time this was asked; <see cref="long.MaxValue"/> where nobody knows.</summary>
    public long TakeAnnounced() => Interlocked.Exchange(ref announced, 0);

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
        connection.Notification += (_, told) => Wake(long.TryParse(told.Payload, CultureInfo.InvariantCulture, out var head) ? head : long.MaxValue);
        await using var listen = new NpgsqlCommand("LISTEN csms_events", connection);
        await listen.ExecuteNonQueryAsync(stopping.Token);
        backOff.Reset();
        Wake(long.MaxValue); // Something may have been committed while nobody listened.
        while (true)
        {
            if (!await connection.WaitAsync(Silence, stopping.Token))
                await listen.ExecuteNonQueryAsync(stopping.Token);
        }
    }

    private void Wake(long head)
    {
        // One connection listens, so that nobody else raises it meanwhile; what is taken at this very moment is told of again, which costs a read.
        Volatile.Write(ref announced, Math.Max(Volatile.Read(ref announced), head));
        Interlocked.Exchange(ref next, New()).TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
