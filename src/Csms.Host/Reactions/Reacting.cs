using Csms.Domain;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;
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
    private const int MostAttempts = 3;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly IReaction[] reactions = [.. reactions];

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
        var known = await ReactionPositions.ReadAsync(connection, cancellationToken);
        var positions = reactions.ToDictionary(r => r, r => known.GetValueOrDefault(r.Name));
        // One that is new has the history before it; the others rest until it has come as far as they have.
        var types = reactions.SelectMany(r => r.Types).Distinct().ToArray();
        await foreach (var page in store.FollowFeedAsync(positions.Values.Min(), PageSize, cancellationToken, types))
        {
            foreach (var recorded in page)
            {
                if (StoredEvents.Read(recorded.Type, recorded.Data.Span) is not { } domainEvent)
                    continue;
                if (recorded.Timestamp + settles - clock.GetUtcNow() is { } rest && rest > TimeSpan.Zero)
                    await Task.Delay(rest < settles ? rest : settles, clock, cancellationToken);
                foreach (var reaction in reactions)
                {
                    if (positions[reaction] < recorded.Sequence && reaction.Types.Contains(recorded.Type))
                        await ReactAsync(reaction, recorded, domainEvent, cancellationToken);
                }
            }

            var reached = page[^1].Sequence;
            await ReactionPositions.AdvanceAsync(connection, [.. reactions.Select(r => r.Name)], reached, cancellationToken);
        }
    }

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
            catch (Exception e) when (e.IsRefusedData() || e is not (OperationCanceledException or NpgsqlException or TimeoutException))
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Reacting to the feed was interrupted and is taken up again")]
        public static partial void Interrupted(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Reaction {Reaction} failed at event {Sequence} and is tried again ({Why})")]
        public static partial void Failed(ILogger logger, string reaction, long sequence, string why);

        [LoggerMessage(3, LogLevel.Error, "Reaction {Reaction} failed at event {Sequence} ({Type}) for the last time; the event is passed over")]
        public static partial void PassedOver(ILogger logger, Exception exception, string reaction, long sequence, string type);
    }
}
