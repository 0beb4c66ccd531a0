using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Npgsql;

namespace Csms.EventStore;

/// <summary>
/// Group commit: whoever comes while nobody commits takes the turn, and commits in one round trip whatever has piled up, others' appends and his own. So a
/// single writer waits for the database and for nobody else's thread. A batch holds at most one append of a stream, so that each is judged against a known
/// version; the stream's next append waits for the next batch, in order.
/// </summary>
internal sealed class AppendCommitter : IAsyncDisposable
{
    private const int QueueLength = 4096;
    private const int MaxAppends = 512;
    private const int MaxBytes = 8 << 20;

    // Of each batch so much is kept for what is not urgent: under overload it is slow, but comes.
    private const int LeftForOthers = MaxAppends / 8;

    // Appends that wait for their stream's turn; more than this and the queue itself stands still, which is what pushes back on the callers.
    private const int MaxDeferred = 1024;

    private const int MostHurried = 63;

    // As many as this wait for nobody else: so many that more would hardly make each cheaper, and whom they would wait for may be waiting for their answers.
    private const int Company = 10;
    private static readonly Task Nobody = new TaskCompletionSource().Task;
    private static readonly TimeSpan Moment = TimeSpan.FromMicroseconds(200);

    private readonly NpgsqlDataSource dataSource;
    private readonly Feed feed;
    private readonly Channel<PendingAppend> queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Channel<PendingAppend> urgent = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Queue<PendingAppend> deferred = new();
    private readonly List<PendingAppend> batch = [];
    private readonly HashSet<string> streams = [];
    private readonly List<Task> leaving = [];
    private readonly Reconnecting backOff = new();
    private readonly StoreInstruments instruments;

    // One holder at a time reads the queue and has the session; everything above belongs to the holder. Not disposed of: a late caller may still ask for it.
#pragma warning disable CA2213
    private readonly SemaphoreSlim turn = new(1);
#pragma warning restore CA2213
    private AppendSession? session;
    private bool isAway;

    // How many batches go without waiting for those who may come back, and how many have.
    private int hurried;
    private int gone;

    // Appends that do not wait and are in no batch yet; how many a batch had of late, on average; when the last one ended; and whom to tell of a hurry.
    private int inAHurry;
    private double usual = 1;
    private long ended;
    private volatile TaskCompletionSource? keepingDistance;

    /// <param name="feed">Is given what was committed.</param>
    public AppendCommitter(NpgsqlDataSource dataSource, Feed feed, IMeterFactory? meters)
    {
        (this.dataSource, this.feed) = (dataSource, feed);
        instruments = new StoreInstruments(meters, () => deferred.Count + Queued);
    }

    /// <summary>From one commit to the next where nobody is in a hurry.</summary>
    public TimeSpan Distance { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Queues an append, waiting where the queue is full, and waits until it is committed, refused or failed.</summary>
    public async Task<AppendResult> AppendAsync(StreamAppend append, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingAppend(append);
        try
        {
            await (append.IsUrgent ? urgent : queue).Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgresEventStore));
        }
        if (!append.CanWait)
            Interlocked.Increment(ref inAHurry);
        if (keepingDistance is { } waited && (!append.CanWait || Queued >= Company))
            waited.TrySetResult();
        await using var abandon = cancellationToken.UnsafeRegister(
            static (state, token) => ((PendingAppend)state!).TryAbandon(token), pending);
        if (turn.Wait(0, CancellationToken.None))
            await TakeTurnAsync(pending.Completion);
        return await pending.Completion;
    }

    /// <summary>Takes no more, and commits what it has taken.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        urgent.Writer.TryComplete();
        await turn.WaitAsync();
        while (HasWork)
            await CommitBatchAsync();
        await CloseSessionAsync();
        await Task.WhenAll(leaving);
        instruments.Dispose();
    }

    private int Queued => urgent.Reader.Count + queue.Reader.Count;

    private bool HasWork => deferred.Count > 0 || Queued > 0;

    /// <summary>Commits until there is nothing left; whoever has his own answer by then leaves the rest to a thread that waits for none.</summary>
    private async Task TakeTurnAsync(Task own)
    {
        do
        {
            try
            {
                while (HasWork)
                {
                    if (own.IsCompleted)
                    {
                        // It keeps the turn, so DisposeAsync waits for it.
                        _ = Task.Run(() => TakeTurnAsync(Nobody));
                        return;
                    }
                    await CommitBatchAsync();
                }
            }
            catch
            {
                // A bug: failures of the database are given to the callers. The store must not stand still for it.
                turn.Release();
                throw;
            }
            turn.Release();
            // Whoever came between the last look and the release found the turn taken.
        }
        while (Queued > 0 && turn.Wait(0, CancellationToken.None));
    }

    private async Task CommitBatchAsync()
    {
        // Callers pile up meanwhile, and are told together after the next try.
        if (isAway)
            await backOff.WaitAsync();
        await KeepDistanceAsync();
        await LetCallersComeBackAsync();
        Gather();
        if (batch.Count > 0 && await TryConnectAsync())
            await CommitAsync(batch);
        usual += (batch.Count - usual) / 8;
        ended = Stopwatch.GetTimestamp();
    }

    /// <summary>A commit costs the same however few appends are in it. Those that can wait go some time after the last one, with the next that cannot, or when they are
    /// company enough; a single writer, whose batches have one append, would wait for nobody and does not wait.</summary>
    private async Task KeepDistanceAsync()
    {
        var rest = Distance - Stopwatch.GetElapsedTime(ended);
        if (usual < 1.5 || rest <= TimeSpan.Zero || deferred.Count + Queued >= Company)
            return;
        var hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Whoever came before he could be told of it counts: he is seen here, or he sees this. A volatile write alone would let both miss each other.
        Interlocked.Exchange(ref keepingDistance, hurry);
        if (Volatile.Read(ref inAHurry) <= 0)
            await Task.WhenAny(hurry.Task, Task.Delay(rest));
        keepingDistance = null;
    }

    /// <summary>
    /// Whoever was answered just now often has the next append at hand. Going without them would make two half batches of every whole one, each with a commit
    /// of its own, so they get a moment that is short beside a commit. A single writer is never waited for, nor anybody for some time after a wait that was in vain:
    /// where charge points have nothing more to say, waiting costs a processor and every answer a little.
    /// </summary>
    private async Task LetCallersComeBackAsync()
    {
        var (here, lacking) = (deferred.Count + Queued, batch.Count - deferred.Count - Queued);
        if (batch.Count < 2 || lacking <= 0 || gone++ < hurried)
            return;
        var since = Stopwatch.GetTimestamp();
        while (deferred.Count + Queued < batch.Count && Stopwatch.GetElapsedTime(since) < Moment)
            await Task.Yield();
        var isWorthIt = (deferred.Count + Queued - here) * 2 >= lacking;
        (gone, hurried) = (0, isWorthIt ? hurried / 2 : Math.Min((hurried * 2) + 1, MostHurried));
    }

    private void Gather()
    {
        batch.Clear();
        streams.Clear();
        var bytes = 0;
        for (var waiting = deferred.Count; waiting > 0; waiting--)
            Place(deferred.Dequeue(), ref bytes);
        TakeUntil(MaxAppends - LeftForOthers, urgent.Reader, ref bytes);
        TakeUntil(MaxAppends, queue.Reader, ref bytes);
        TakeUntil(MaxAppends, urgent.Reader, ref bytes);
    }

    private void TakeUntil(int count, ChannelReader<PendingAppend> from, ref int bytes)
    {
        while (batch.Count < count && bytes < MaxBytes && deferred.Count < MaxDeferred && from.TryRead(out var pending))
            Place(pending, ref bytes);
    }

    private void Place(PendingAppend pending, ref int bytes)
    {
        // The stream is entered even when the batch is full, so that a later append of it cannot overtake this one.
        if (!streams.Add(pending.Append.StreamId) || batch.Count >= MaxAppends || bytes >= MaxBytes)
        {
            deferred.Enqueue(pending);
        }
        else if (Take(pending))
        {
            batch.Add(pending);
            bytes += pending.Size;
        }
    }

    /// <summary>False when its caller has gone.</summary>
    private bool Take(PendingAppend pending)
    {
        if (!pending.Append.CanWait)
            Interlocked.Decrement(ref inAHurry);
        return pending.TrySend();
    }

    /// <summary>False when the database is away; then everybody who waits has been told so.</summary>
    private async Task<bool> TryConnectAsync()
    {
        try
        {
            if (session is not null && !await session.IsAliveAsync())
                await CloseSessionAsync();
            session ??= await AppendSession.ConnectAsync(dataSource);
            backOff.Reset();
            isAway = false;
            return true;
        }
        catch (Exception away)
        {
            isAway = true;
            FailEverything(away);
            return false;
        }
    }

    private async Task CommitAsync(List<PendingAppend> appends)
    {
        try
        {
            session ??= await AppendSession.ConnectAsync(dataSource);
            using var span = StoreInstruments.Committing(appends);
            var began = Stopwatch.GetTimestamp();
            var committed = await session.AppendAsync(appends);
            instruments.Committed(committed.Results, began);
            for (var i = 0; i < appends.Count; i++)
                appends[i].Complete(committed.Results[i]);
            if (feed.IsFollowed)
                feed.Offer(committed.EventsOf(appends));
        }
        catch (Exception failure)
        {
            if (AppendFailure.IsOneAppendsFault(failure))
            {
                await BlameAsync(appends, failure);
                return;
            }
            // Whether it was committed is unknown, and the connection is not trusted again.
            foreach (var pending in appends)
                Fail(pending, failure);
            await CloseSessionAsync();
        }
    }

    /// <summary>Halves the batch until the append that PostgreSQL cannot store stands alone; the others are stored, in order.</summary>
    private async Task BlameAsync(List<PendingAppend> appends, Exception failure)
    {
        if (failure is not PostgresException)
            await CloseSessionAsync();
        if (appends is [var guilty])
        {
            Fail(guilty, AppendFailure.ForCaller(failure));
            return;
        }
        var half = appends.Count / 2;
        await CommitAsync([.. appends.Take(half)]);
        await CommitAsync([.. appends.Skip(half)]);
    }

    private void FailEverything(Exception failure)
    {
        foreach (var pending in batch)
            Fail(pending, failure);
        for (var count = deferred.Count + Queued; count > 0; count--)
        {
            if (!deferred.TryDequeue(out var waiting) && !urgent.Reader.TryRead(out waiting) && !queue.Reader.TryRead(out waiting))
                return;
            if (Take(waiting))
                Fail(waiting, failure);
        }
    }

    private void Fail(PendingAppend pending, Exception failure)
    {
        instruments.Failed();
        pending.Fail(failure);
    }

    /// <summary>One that is still busy with what came too late is left to end by itself; it does so within seconds.</summary>
    private async Task CloseSessionAsync()
    {
        if (session is null)
            return;
        var closing = session;
        session = null;
        var closed = CloseAsync(closing);
        if (!closing.IsBusy)
        {
            await closed;
            return;
        }

        leaving.RemoveAll(left => left.IsCompleted);
        leaving.Add(closed);
    }

    private static async Task CloseAsync(AppendSession closing)
    {
        try
        {
            await closing.DisposeAsync();
        }
        catch (Exception)
        {
            // A broken connection may not even close; it is gone either way.
        }
    }
}
