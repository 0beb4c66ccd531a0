namespace Csms.EventStore;

/// <summary>Reads what is committed once for all who follow the feed on this node, from the first follower on.</summary>
internal sealed class FeedReader(Feed feed, FeedSignal signal) : IAsyncDisposable
{
    private const int PageSize = 1000;

    /// <summary>How long it sleeps at most; a wake-up usually comes first.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>From one read to the next at least: under load a read finds what several commits have brought, and the first event after a silence waits for nothing.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource stopping = new();
    private readonly Lock starting = new();
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FeedTail? newest;
    private Task? reading;

    /// <summary>The tail as it is now. The first follower waits for it, as long as the database is away.</summary>
    public async ValueTask<FeedTail> TailAsync()
    {
        if (Volatile.Read(ref newest) is { } tail)
            return tail;
        lock (starting)
            reading ??= stopping.IsCancellationRequested ? Task.CompletedTask : Task.Run(ReadAsync);
        await begun.Task;
        return Volatile.Read(ref newest)!;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Task? last;
        lock (starting)
            last = reading;
        if (last is not null)
            await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task ReadAsync()
    {
        var backOff = new Reconnecting();
        while (true)
        {
            try
            {
                await FollowAsync(backOff);
            }
            catch (Exception) when (!stopping.IsCancellationRequested)
            {
                // Everybody waits where he is.
                await backOff.WaitAsync(stopping.Token);
            }
        }
    }

    private async Task FollowAsync(Reconnecting backOff)
    {
        var cancellationToken = stopping.Token;
        if (newest is null)
        {
            // Listened for before the head is read: what is committed in between is not missed.
            _ = signal.Next();
            var head = await feed.ReadHeadAsync(cancellationToken);
            Volatile.Write(ref newest, new FeedTail(head, [], head));
            begun.SetResult();
        }

        while (true)
        {
            var news = signal.Next();
            var page = await feed.ReadAsync(newest.Last, long.MaxValue, PageSize, types: null, cancellationToken);
            var rest = Task.Delay(Rest, cancellationToken);
            backOff.Reset();
            if (page.Count > 0)
            {
                var before = newest;
                Volatile.Write(ref newest, before.With(page));
                before.GiveWay();
            }

            if (page.Count == PageSize)
                continue;
            await news.WaitAsync(Poll, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await rest;
        }
    }
}
