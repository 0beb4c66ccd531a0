using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.Host.Reactions;

/// <summary>Gives the feed to every <see cref="IReaction"/>; on one node of a database at a time, the others wait and take over.</summary>
/// <param name="settles">How long after its recording an event is given. Since the feed is in the order of time, waiting for one holds up no other.</param>
/// <param name="lockKey">Who follows at another pace follows for itself.</param>
internal sealed partial class Reacting(
    NpgsqlDataSource dataSource,
    PostgresEventStore store,
    IEnumerable<IReaction> reactions,
    TimeProvider clock,
    ILogger<Reacting> logger,
    TimeSpan settles = default,
    long lockKey = Reacting.LockKey) : BackgroundService
{
    public const long LockKey = 0x43534D53_52454143; // "CSMSREAC"
    public const long SettledLockKey = 0x43534D53_53455454; // "CSMSSETT"
    public const long ErasingLockKey = 0x43534D53_46524754; // "CSMSFRGT"
    public const long BillingLockKey = 0x43534D53_42494C4C; // "CSMSBILL"
    public const long DepartureLockKey = 0x43534D53_44505254; // "CSMSDPRT"
    private const int PageSize = 200;

    // More than this and it reads no further; what it then comes to late it reads from the database. A stop may bring a megabyte of meter values.
    private const int MostSettling = 8192;
    private const long MostBytesSettling = 16 << 20;
    private const int MostAtOnce = 32;
    private const int MostAttempts = 3;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    // From one page to the next at least, unless there is more than a page; the first event after a silence waits for nothing.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    // Whoever is due waits so much longer, so that those who come one after another are dealt with together.
    private readonly TimeSpan gathering = TimeSpan.FromTicks(Math.Min(settles.Ticks / 40, TimeSpan.TicksPerSecond / 4));
    private readonly IReaction[] reactions = [.. reactions];
    private readonly IReactionToMany[] toMany = [.. reactions.OfType<IReactionToMany>()];
    private readonly Dictionary<string, IReaction[]> byType = reactions.SelectMany(reaction => reaction.Types, (reaction, type) => (reaction, type))
        .GroupBy(each => each.type, each => each.reaction).ToDictionary(each => each.Key, each => each.ToArray());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (reactions.Length > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var held = await SessionLock.WaitAsync(dataSource, lockKey, stoppingToken);
                await FollowAsync(held.Connection, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Interrupted(logger, e);
                await Task.Delay(PauseAfterFailure, clock, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // What was done is stored before this is, so a crash of the database can only make it come again.
        await using (var session = new NpgsqlCommand("SET synchronous_commit TO off", connection))
            await session.ExecuteNonQueryAsync(cancellationToken);
        var known = await ReactionPositions.ReadAsync(connection, cancellationToken);
        var positions = reactions.ToDictionary(r => r, r => known.GetValueOrDefault(r.Name));
        Array.ForEach(reactions, reaction => reaction.Begin());
        var progress = new ReactionProgress(connection, [.. reactions.Select(r => r.Name)]);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // One that is new has the history before it; the others rest until it has come as far as they have.
        var feed = store.FollowFeedAsync(positions.Values.Min(), PageSize, ending.Token, byType.Keys).GetAsyncEnumerator(ending.Token);
        var next = feed.MoveNextAsync().AsTask();
        try
        {
            // Taken from the feed while it is fresh, which is from memory, and kept until the window is over.
            var (settling, seen, bytes) = (new Queue<Taken>(), 0L, 0L);
            bool HasRoom() => settling.Count < MostSettling && bytes < MostBytesSettling;
            while (true)
            {
                await progress.StoreAsync(next, isIdle: settling.Count == 0, cancellationToken);
                if (settling.Count == 0 || (HasRoom() && next.IsCompleted))
                {
                    if (!await next)
                        return;
                    var page = feed.Current;
                    foreach (var recorded in page)
                    {
                        if (Take(recorded, positions) is not { } taken)
                            continue;
                        settling.Enqueue(taken);
                        bytes += recorded.Data.Length;
                    }

                    seen = page[^1].Sequence;
                    if (settling.Count == 0)
                        progress.Reach(seen);
                    next = NextAsync(feed, page.Count < PageSize ? Task.Delay(Rest, ending.Token) : Task.CompletedTask);
                }
                else if (settling.Peek().RestOf(clock) + gathering is var rest && rest > TimeSpan.Zero)
                {
                    await SettleAsync(rest, HasRoom() ? next : null, ending.Token);
                }
                else
                {
                    var due = TakeDue(settling);
                    bytes -= due.Sum(taken => taken.Recorded.Data.Length);
                    await ReactAsync(due, cancellationToken);
                    progress.Reach(settling.Count == 0 ? seen : due[^1].Recorded.Sequence);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await progress.LeaveAsync();
            throw;
        }
        finally
        {
            await ending.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await feed.DisposeAsync();
        }
    }

    /// <summary>Null when nobody wants it.</summary>
    private Taken? Take(RecordedEvent recorded, Dictionary<IReaction, long> positions)
    {
        if (recorded.Decode() is not { } domainEvent)
            return null;
        List<IReaction>? wanting = null;
        foreach (var reaction in byType[recorded.Type])
            if (positions[reaction] < recorded.Sequence && reaction.Wants(recorded, domainEvent))
                (wanting ??= []).Add(reaction);
        if (wanting is null)
            return null;
        // The database's clock may be ahead: nobody waits longer than the window.
        var wait = recorded.Timestamp + settles - clock.GetUtcNow();
        return new Taken(recorded, domainEvent, wanting, wait < settles ? wait : settles, clock.GetTimestamp());
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<IReadOnlyList<RecordedEvent>> feed, Task rest)
    {
        await rest;
        return await feed.MoveNextAsync();
    }

    private async Task SettleAsync(TimeSpan rest, Task? news, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Timers know whole milliseconds: less than one would be no wait at all, again and again.
        var settled = Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), clock, over.Token);
        await Task.WhenAny(news ?? settled, settled);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private List<Taken> TakeDue(Queue<Taken> settling)
    {
        var due = new List<Taken>();
        while (due.Count < MostAtOnce && settling.TryPeek(out var next) && next.RestOf(clock) <= TimeSpan.Zero)
            due.Add(settling.Dequeue());
        return due;
    }

    private async Task ReactAsync(List<Taken> due, CancellationToken cancellationToken)
    {
        var done = new HashSet<IReaction>();
        foreach (var reaction in toMany)
        {
            var wanted = due.FindAll(taken => taken.Wanting.Contains(reaction)).ConvertAll(taken => taken.Recorded);
            if (wanted.Count > 1 && await TryReactAsync(reaction, wanted, cancellationToken))
                done.Add(reaction);
        }

        foreach (var taken in due)
            foreach (var reaction in taken.Wanting)
                if (!done.Contains(reaction))
                    await ReactAsync(reaction, taken.Recorded, taken.Event, cancellationToken);
    }

    private async Task<bool> TryReactAsync(IReactionToMany reaction, List<RecordedEvent> due, CancellationToken cancellationToken)
    {
        try
        {
            await reaction.ReactAsync(due, cancellationToken);
            return true;
        }
        catch (Exception e) when (WillFailAgain(e))
        {
            Log.FailedTogether(logger, reaction.Name, due.Count, due[0].Sequence, e.Message);
            return false;
        }
    }

    private static bool WillFailAgain(Exception e) => e.IsRefusedData() || e is not (OperationCanceledException or NpgsqlException or TimeoutException);

    private async Task ReactAsync(IReaction reaction, RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Causality.Begin(Cause.Of(recorded));
                await reaction.ReactAsync(recorded, domainEvent, cancellationToken);
                return;
            }
            catch (Exception e) when (WillFailAgain(e))
            {
                if (attempt == MostAttempts)
                {
                    // An event that always fails must not keep the later ones from being dealt with.
                    Log.PassedOver(logger, e, reaction.Name, recorded.Sequence, recorded.Type);
                    return;
                }
                Log.Failed(logger, reaction.Name, recorded.Sequence, e.Message);
                await Task.Delay(PauseAfterFailure, clock, cancellationToken);
            }
        }
    }

    private sealed record Taken(RecordedEvent Recorded, object Event, List<IReaction> Wanting, TimeSpan Wait, long TakenAt)
    {
        public TimeSpan RestOf(TimeProvider clock) => Wait - clock.GetElapsedTime(TakenAt);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Reacting to the feed was interrupted and is taken up again")]
        public static partial void Interrupted(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Reaction {Reaction} failed at event {Sequence} and is tried again ({Why})")]
        public static partial void Failed(ILogger logger, string reaction, long sequence, string why);

        [LoggerMessage(3, LogLevel.Error, "Reaction {Reaction} failed at event {Sequence} ({Type}) for the last time; the event is passed over")]
        public static partial void PassedOver(ILogger logger, Exception exception, string reaction, long sequence, string type);

        [LoggerMessage(4, LogLevel.Warning, "Reaction {Reaction} failed at {Count} events from {Sequence} on, and is given them one by one ({Why})")]
        public static partial void FailedTogether(ILogger logger, string reaction, int count, long sequence, string why);
    }
}
