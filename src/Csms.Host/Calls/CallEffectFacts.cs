using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Reactions;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Transactions;

namespace Csms.Host.Calls;

/// <summary>Tells calls that what they are for has happened: when their answer comes after it, and when it comes after their answer.</summary>
internal sealed class CallEffectFacts(EffectsOfCalls effects, CallQueries calls, TransactionQueries transactions, RowsInTime rows, TimeProvider clock) : IReaction
{
    // A charge point that was away for a day may still say that it had obeyed in time.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);
    private const int MostRunning = 100_000;
    private readonly QuietChargePoints quiet = new();

    // A stop does not say whose it is.
    private readonly Dictionary<string, string> running = [];

    public string Name => "call-effects";

    public IReadOnlyCollection<string> Types { get; } =
        ["call_requested", "call_answered", "call_failed", "call_timed_out", "transaction_started", "transaction_stopped", "charge_point_booted"];

    public void Begin()
    {
        quiet.Forget();
        running.Clear();
    }

    public bool Wants(RecordedEvent recorded, object domainEvent)
    {
        switch (domainEvent)
        {
            case CallEvent.Requested call:
                quiet.Ask(call.ChargePointId, recorded.Sequence);
                return false;
            case TransactionEvent.Started start:
                // Some are never stopped.
                if (running.Count >= MostRunning)
                    running.Clear();
                running[recorded.StreamId] = start.ChargePointId;
                return !quiet.Contains(start.ChargePointId);
            case TransactionEvent.Stopped:
                return !running.Remove(recorded.StreamId, out var chargePointId) || !quiet.Contains(chargePointId);
            case ChargePointEvent.Booted:
                return !quiet.Contains(ChargePoint.IdOf(recorded.StreamId));
            default:
                return true;
        }
    }

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        await rows.WaitForAsync(EffectsOfCalls.Read, recorded.Sequence, cancellationToken);
        // Oldest first: one start is the effect of one remote start, and the first to ask is the first to be served.
        foreach (var call in await ConcernedAsync(recorded, domainEvent, cancellationToken))
            await effects.RecordAsync(call, recorded.Timestamp, RowsInTime.Cause(this, recorded, clock), cancellationToken);
    }

    private async Task<IReadOnlyList<CallRow>> ConcernedAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        switch (domainEvent)
        {
            case TransactionEvent.Started start:
                return await ListAsync(start.ChargePointId, CallEffect.TransactionStarted);
            case TransactionEvent.Stopped when await transactions.FindStreamAsync(recorded.StreamId, cancellationToken) is { } transaction:
                return await ListAsync(transaction.ChargePointId, CallEffect.TransactionStopped);
            case ChargePointEvent.Booted:
                return await ListAsync(ChargePoint.IdOf(recorded.StreamId), CallEffect.Booted);
            case CallEvent:
                var call = await calls.FindAsync(Guid.Parse(recorded.StreamId.AsSpan(Call.StreamType.Length + 1)), cancellationToken);
                return call is { EffectStatus: "awaited" } ? [call] : [];
            default:
                return [];
        }

        async Task<IReadOnlyList<CallRow>> ListAsync(string chargePointId, CallEffect effect)
        {
            var concerned = await calls.ListWithoutEffectAsync(chargePointId, effect, recorded.Timestamp - Longest, cancellationToken);
            if (concerned.Count == 0 && await calls.IsQuietAsync(chargePointId, recorded.Timestamp - Longest, cancellationToken))
                quiet.Calm(chargePointId, recorded.Sequence);
            return concerned;
        }
    }
}
