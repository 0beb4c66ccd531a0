using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;

namespace Csms.Host.Connections;

/// <summary>What is known of a connected charge point, folded in memory so that no message reloads it. Used by one message at a time.</summary>
/// <remarks>A failed append leaves the state as it was; if it was stored all the same, the next append conflicts and folds what it missed.</remarks>
internal sealed class ChargePointSession(
    string id, long epoch, CommandRunner runner, PostgresEventStore store, TransactionsOfChargePoint stored, Loaded<ChargePoint> chargePoint)
{
    private Loaded<ChargePoint> loaded = chargePoint;
    private (long First, long Last)? stretch;

    public string Id => id;

    public long Epoch => epoch;

    public ChargePoint State => loaded.State;

    /// <summary>Its messages are read as they are meant.</summary>
    public bool IsLenient => State.MessageChecking == MessageChecking.Lenient;

    /// <summary>The transactions it may still talk about.</summary>
    public SessionTransactions Transactions { get; } = new(id, runner, store, stored);

    /// <summary>Stores a fact about the charge point itself; completes after the commit.</summary>
    public async Task<ChargePoint> ReportAsync(
        ChargePointCommand command,
        MessageContext context,
        CancellationToken cancellationToken,
        DateTimeOffset? deviceTime = null,
        IReadOnlyList<ErasableContent>? contents = null)
    {
        var outcome = await runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId(id),
            command,
            MetadataOf(context, deviceTime),
            cancellationToken,
            loaded,
            new StoredAlong(Contents: contents));
        loaded = outcome.Loaded;
        NoteStored(outcome);
        return outcome.State;
    }

    /// <summary>Stores a fact about one of its transactions; completes after the commit.</summary>
    public async Task<KnownTransaction> ReportAsync(
        KnownTransaction transaction,
        TransactionCommand command,
        MessageContext context,
        CancellationToken cancellationToken,
        DateTimeOffset? deviceTime = null,
        StoredAlong? along = null)
    {
        var outcome = await runner.RunAsync(
            Streams.Transactions,
            Transaction.StreamId(transaction.Identity),
            command,
            MetadataOf(context, deviceTime),
            cancellationToken,
            transaction.Loaded,
            along);
        NoteStored(outcome);
        return Transactions.Remember(transaction with { Loaded = outcome.Loaded });
    }

    /// <summary>Takes in what somebody else stored about it.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) =>
        loaded = await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken, loaded);

    /// <summary>The stretch of the feed in which the events of the message lie that was just handled; null when it caused none.</summary>
    public (long First, long Last)? TakeStored()
    {
        var taken = stretch;
        stretch = null;
        return taken;
    }

    private void NoteStored<TState>(Outcome<TState> outcome)
    {
        if (outcome.Sequence > 0)
            stretch = (stretch?.First ?? outcome.FirstSequence, outcome.Sequence);
    }

    private EventMetadata MetadataOf(MessageContext context, DateTimeOffset? deviceTime) =>
        new($"charge-point:{id}", context.ReceivedAt, deviceTime, CorrelationId: context.Cause, CausationId: context.Cause, context.Rules);
}
