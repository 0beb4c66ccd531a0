using System.Globalization;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Commands;

namespace Csms.Host.Connections;

/// <summary>One message of a charge point, as far as events want to know.</summary>
/// <param name="ReceivedAt">When this node had read it.</param>
/// <param name="Cause">Names the frame, in events and in the journal: charge point, connection and OCPP message id.</param>
internal readonly record struct MessageContext(DateTimeOffset ReceivedAt, string Cause);

/// <summary>A transaction as it is known: its identity and its fold.</summary>
internal readonly record struct KnownTransaction(Guid Identity, Loaded<Transaction> Loaded)
{
    public TransactionEvent.Started? Start => Loaded.State switch
    {
        Transaction.Running running => running.Start,
        Transaction.Stopped stopped => stopped.Start,
        _ => null,
    };
}

/// <summary>What is known of a connected charge point, folded in memory so that no message reloads it. Used by one message at a time.</summary>
/// <remarks>A failed append leaves the state as it was; if it was stored all the same, the next append conflicts and folds what it missed.</remarks>
internal sealed class ChargePointSession(string id, long epoch, CommandRunner runner, PostgresEventStore store, Loaded<ChargePoint> chargePoint)
{
    // The transactions a charge point may still talk about: the running ones and a few that just ended.
    private const int MostTransactions = 16;
    private readonly Dictionary<int, KnownTransaction> transactions = [];
    private readonly Queue<int> oldest = new();
    private Loaded<ChargePoint> loaded = chargePoint;
    private (long First, long Last)? stored;

    public string Id => id;

    public long Epoch => epoch;

    public ChargePoint State => loaded.State;

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
        return Remember(transaction with { Loaded = outcome.Loaded });
    }

    /// <summary>The stretch of the feed in which the events of the message lie that was just handled; null when it caused none.</summary>
    public (long First, long Last)? TakeStored()
    {
        var taken = stored;
        stored = null;
        return taken;
    }

    /// <summary>The transaction of this charge point with this OCPP id, or null.</summary>
    public async Task<KnownTransaction?> FindTransactionAsync(long transactionId, CancellationToken cancellationToken)
    {
        if (transactionId is <= 0 or > int.MaxValue)
            return null;
        if (transactions.TryGetValue((int)transactionId, out var known))
            return known;
        if (await store.FindStreamAsync(AliasOf((int)transactionId), cancellationToken) is not { } streamId)
            return null;
        var identity = Guid.Parse(streamId.AsSpan(Transaction.StreamType.Length + 1));
        var found = new KnownTransaction(identity, await runner.LoadAsync(Streams.Transactions, streamId, cancellationToken));
        return found.Start?.ChargePointId == id ? Remember(found) : null;
    }

    /// <summary>Whether a transaction other than <paramref name="except"/> is known to run on the connector.</summary>
    public bool HasOpenTransaction(int connectorId, Guid except) =>
        transactions.Values.Any(t => t.Identity != except && t.Loaded.State is Transaction.Running running && running.Start.ConnectorId == connectorId);

    /// <summary>Whether the transaction was spoken of on this connection, so that nobody knows it better.</summary>
    public bool Knows(int transactionId) => transactions.ContainsKey(transactionId);

    /// <summary>The second name of a transaction's stream: OCPP's number.</summary>
    public static string AliasOf(int transactionId) => string.Create(CultureInfo.InvariantCulture, $"transaction/{transactionId}");

    private KnownTransaction Remember(KnownTransaction transaction)
    {
        var transactionId = transaction.Start!.TransactionId;
        if (!transactions.ContainsKey(transactionId))
            oldest.Enqueue(transactionId);
        transactions[transactionId] = transaction;
        while (oldest.Count > MostTransactions)
            transactions.Remove(oldest.Dequeue());
        return transaction;
    }

    private void NoteStored<TState>(Outcome<TState> outcome)
    {
        if (outcome.Sequence > 0)
            stored = (stored?.First ?? outcome.FirstSequence, outcome.Sequence);
    }

    private EventMetadata MetadataOf(MessageContext context, DateTimeOffset? deviceTime) =>
        new($"charge-point:{id}", context.ReceivedAt, deviceTime, CorrelationId: context.Cause, CausationId: context.Cause);
}
