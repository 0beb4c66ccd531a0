using System.Threading.Channels;
using Csms.Domain;
using Csms.Domain.Tokens;
using Csms.EventStore;
using Csms.Host.Storage;
using Npgsql;

namespace Csms.Host.Authorizations;

/// <summary>An answer to Authorize.</summary>
/// <param name="TokenId">Null for an idTag that was never seen.</param>
internal readonly record struct Decision(string ChargePointId, Guid? TokenId, string IdTag, AuthorizationReason Reason, Guid? ParentTokenId);

/// <summary>A decision as it was asked for.</summary>
internal readonly record struct AskedDecision(Decision Decision, DateTimeOffset At, string Cause);

/// <summary>
/// Stores what Authorize was answered, after the answer: whoever stands before a charge point does not wait for a record (ADR 0017). Each decision is a stream
/// of its own, so that it conflicts with nothing; one that is asked again before it is stored adds to its count. What cannot be held while the database
/// is away is counted and lost.
/// </summary>
internal sealed partial class DecisionRecorder(PostgresEventStore store, IdTags idTags, TimeProvider clock, ILogger<DecisionRecorder> logger) : BackgroundService
{
    private const int MostWaiting = 50_000;
    private const int MostAtOnce = 500;

    // From one page to the next, so that a commit takes what many charge points were answered; all that a crash can lose.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Repeated = TimeSpan.FromSeconds(1);
    private readonly Channel<AskedDecision> waiting = Channel.CreateBounded<AskedDecision>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private long lost;

    public int Waiting => waiting.Reader.Count;

    public long Lost => Interlocked.Read(ref lost);

    /// <summary>Never waits.</summary>
    public void Record(in AskedDecision asked)
    {
        if (!waiting.Writer.TryWrite(asked) && Interlocked.Increment(ref lost) is var count && long.IsPow2(count))
            Log.Lost(logger, count);
    }

    /// <summary>What waits when the host stops is stored before it does, if the database answers.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        if (ExecuteTask is { } running)
            await Task.WhenAny(running, Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            var page = Take();
            var rest = page.Count < MostAtOnce && !waiting.Reader.Completion.IsCompleted ? Task.Delay(Rest, stoppingToken) : Task.CompletedTask;
            await StoreAsync(page, stoppingToken);
            await rest;
        }
    }

    private List<Recorded> Take()
    {
        var page = new List<Recorded>();
        var newest = new Dictionary<Decision, Recorded>();
        while (page.Count < MostAtOnce && waiting.Reader.TryRead(out var asked))
        {
            if (newest.TryGetValue(asked.Decision, out var same) && asked.At - same.First.At < Repeated)
                same.Times++;
            else
                page.Add(newest[asked.Decision] = new Recorded(asked));
        }

        return page;
    }

    private async Task StoreAsync(List<Recorded> page, CancellationToken cancellationToken)
    {
        while (true)
        {
            var failures = await Task.WhenAll(page.Select(recorded => TryStoreAsync(recorded, cancellationToken)));
            page = [.. page.Where((_, i) => failures[i] is not null)];
            if (page.Count == 0)
                return;
            Log.NotStored(logger, page.Count, failures.First(f => f is not null)!.Message);
            await Task.Delay(PauseAfterFailure, clock, cancellationToken);
        }
    }

    /// <returns>Why it must be tried again; null when it is stored, or never will be: one decision must not hold up those behind it.</returns>
    private async Task<Exception?> TryStoreAsync(Recorded recorded, CancellationToken cancellationToken)
    {
        try
        {
            await StoreAsync(recorded, cancellationToken);
            return null;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException && !e.IsRefusedData())
        {
            return e;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Refused(logger, e, recorded.First.Decision.ChargePointId);
            return null;
        }
    }

    private async Task StoreAsync(Recorded recorded, CancellationToken cancellationToken)
    {
        var (id, (decision, at, cause)) = (recorded.Id, recorded.First);
        // An idTag nobody knows gets its pseudonym here: who enters a new card finds it among those that were refused.
        var tokenId = decision.TokenId ?? await idTags.FindOrAddAsync(decision.IdTag, cancellationToken);
        var (type, dotNetType, data) = StoredEvents.Write(new AuthorizationEvent.Decided(
            decision.ChargePointId, tokenId, Authorization.StatusOf(decision.Reason), decision.Reason, decision.ParentTokenId, recorded.Times > 1 ? recorded.Times : null));
        var metadata = new EventMetadata($"charge-point:{decision.ChargePointId}", at, CorrelationId: cause, CausationId: cause);
        await store.AppendAsync(
            new StreamAppend(AuthorizationEvent.StreamId(id), AuthorizationEvent.StreamType, 0, [new NewEvent(id, type, dotNetType, data, metadata)]) { CanWait = true },
            cancellationToken);
    }

    private sealed class Recorded(AskedDecision first)
    {
        // Named once: what was stored although nobody heard so meets its own stream.
        public Guid Id { get; } = Guid.CreateVersion7();

        public AskedDecision First => first;

        public int Times { get; set; } = 1;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} decisions on Authorize could not be stored and are tried again ({Why})")]
        public static partial void NotStored(ILogger logger, int count, string why);

        [LoggerMessage(2, LogLevel.Error, "{Count} decisions on Authorize are lost: the database is away or too slow for too long")]
        public static partial void Lost(ILogger logger, long count);

        [LoggerMessage(3, LogLevel.Error, "A decision on Authorize of {ChargePointId} cannot be stored and is lost")]
        public static partial void Refused(ILogger logger, Exception exception, string chargePointId);
    }
}
