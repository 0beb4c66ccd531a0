using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;

namespace Csms.Domain.Bills;

/// <summary>An event, its place in the feed, and when what it says arrived.</summary>
/// <param name="Sequence">Place in the feed.</param>
/// <param name="ReceivedAt">Our clock.</param>
/// <param name="Event">What was reported.</param>
public sealed record Reported<TEvent>(long Sequence, DateTimeOffset ReceivedAt, TEvent Event);

/// <summary>What is known of a session, in order of arrival.</summary>
/// <param name="Transaction">All events of the transaction; the first is its start.</param>
/// <param name="Statuses">Of its connector, from shortly before the start on.</param>
public sealed record SessionFacts(
    IReadOnlyList<Reported<TransactionEvent>> Transaction, IReadOnlyList<Reported<ChargePointEvent.ConnectorStatusReported>> Statuses)
{
    /// <summary>How it started.</summary>
    public TransactionEvent.Started Start => (TransactionEvent.Started)Transaction[0].Event;

    /// <summary>How it stopped: the first report counts; null: nobody said.</summary>
    public Reported<TransactionEvent>? Stop => Transaction.FirstOrDefault(e => e.Event is TransactionEvent.Stopped);

    /// <summary>Stopped, passed by a later one, or closed by the policy and not heard of since.</summary>
    public bool IsOver => Stop is not null || Transaction.Any(e => e.Event is TransactionEvent.Superseded) || Closing is not null;

    /// <summary>How the policy for transactions without a stop closed it; null: it did not, or meter values came since.</summary>
    public TransactionEvent.ClosedByPolicy? Closing =>
        Transaction.LastOrDefault(e => e.Event is TransactionEvent.ClosedByPolicy or TransactionEvent.MeterValuesReported)?.Event as TransactionEvent.ClosedByPolicy;

    /// <summary>Places of all of it in the feed.</summary>
    public IReadOnlyList<long> Sequences => [.. Transaction.Select(e => e.Sequence).Concat(Statuses.Select(e => e.Sequence)).Order()];

    /// <summary>Whether this status says that no vehicle of a session that stopped is at the connector any more.</summary>
    public static bool IsFree(ConnectorStatus status) =>
        status is ConnectorStatus.Available or ConnectorStatus.Preparing or ConnectorStatus.Charging or ConnectorStatus.Reserved;
}
