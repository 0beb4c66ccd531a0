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

    // Those who follow, and up to where each has read.
    private readonly List<FeedFollower> followers = [];

    // What this node has stored since the reader last looked.
    private readonly Lock offering = new();
    private FeedTail? offered;

    public bool IsRead => Volatile.Read(ref newest) is not null;

    /// <summary>Taken over where it follows on what has been read; otherwise it is read with what lies between. Wakes nobody: the notification does.</summary>
    public void Offer(RecordedEvent[] committed)
    {
        if (committed.Length == 0)
            return;
        var before = committed[0].Sequence - 1;
        lock (offering)
            offered = (offered?.Last == before ? offered : new FeedTail(before)).With(committed);
    }

    /// <summary>From now on what follows on his place is kept for him.</summary>
    public FeedFollower Join(long position)
    {
        var follower = new FeedFollower(this, position);
        lock (followers)
            followers.Add(follower);
        return follower;
    }

    public void Leave(FeedFollower follower)
    {
        lock (followers)
            followers.Remove(follower);
    }

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
            Volatile.Write(ref newest, new FeedTail(head));
            begun.SetResult();
        }

        // How far there is something to read, as far as anybody knows.
        var known = long.MaxValue;
        while (true)
        {
            var news = signal.Next();
            var rest = Task.Delay(Rest, cancellationToken);
            known = Math.Max(known, signal.TakeAnnounced());
            Publish(TakeOffered());
            if (known > newest.Last)
            {
                var page = await feed.ReadAsync(newest.Last, long.MaxValue, PageSize, types: null, cancellationToken);
                backOff.Reset();
                Publish(page);
                if (page.Count == PageSize)
                    continue;
                known = 0;
            }

            if (!await CameAsync(news))
                known = long.MaxValue;
            await rest;
        }
    }

    private void Publish(IReadOnlyList<RecordedEvent> page)
    {
        if (page.Count == 0)
            return;
        var before = newest!;
        Volatile.Write(ref newest, before.With(page, ReadByAll(before)));
        before.GiveWay();
    }

    /// <summary>Whoever is further behind than the tail reaches reads from the database, and holds up nothing.</summary>
    private long ReadByAll(FeedTail tail)
    {
        var read = tail.Last;
        lock (followers)
        {
            foreach (var follower in followers)
            {
                if (follower.Position is var position && tail.Covers(position))
                    read = Math.Min(read, position);
            }
        }

        return read;
    }

    /// <summary>What follows without a gap on what has been read; nothing where another node has stored something in between.</summary>
    private IReadOnlyList<RecordedEvent> TakeOffered()
    {
        FeedTail? taken;
        lock (offering)
            (taken, offered) = (offered, null);
        return taken?.Covers(newest!.Last) == true ? taken.Read(newest.Last, int.MaxValue, null).Page : [];
    }

    /// <summary>False when nothing did for the time of a poll.</summary>
    private async Task<bool> CameAsync(Task news)
    {
        await news.WaitAsync(Poll, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return news.IsCompleted;
    }
}
