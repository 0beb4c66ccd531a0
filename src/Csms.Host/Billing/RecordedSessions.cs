using Csms.Domain;
using Csms.Domain.Bills;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.ReadModels.Projecting;

namespace Csms.Host.Billing;

/// <summary>Reads what is known of a session from the streams of its transaction and its charge point.</summary>
internal sealed class RecordedSessions(PostgresEventStore store)
{
    // By then a departure has been given up.
    private static readonly TimeSpan AfterTheStop = TimeSpan.FromHours(48);

    // A charge point that was away tells its status first and of its sessions afterwards; one whose clock is wrong does not say since when.
    private static readonly TimeSpan LongestBefore = TimeSpan.FromHours(1);

    // What its connector had said last before it is nearly always among these.
    private const int EventsBefore = 8;

    private static readonly string[] Concerning = ["connector_status_reported", "charge_point_booted"];

    /// <summary>Null when the stream has no start.</summary>
    public async Task<(SessionFacts Facts, RecordedEvent Start)?> ReadAsync(string transactionStream, CancellationToken cancellationToken)
    {
        var events = await ReadEventsAsync(transactionStream, cancellationToken);
        return events.Count > 0 ? (Of(events), events[0]) : null;
    }

    /// <summary>All events of the transaction, then statuses and boots of its charge point that may concern it; none when the stream has no start.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(string transactionStream, CancellationToken cancellationToken)
    {
        var transaction = await ListAsync(store.ReadStreamAsync(transactionStream, cancellationToken));
        if (transaction is not [var first, ..] || first.Decode() is not TransactionEvent.Started start)
            return [];
        var until = transaction.FirstOrDefault(e => e.Type == "transaction_stopped")?.Timestamp + AfterTheStop;
        var (since, longest) = (Since(first.Timestamp, start), first.Timestamp - LongestBefore);
        var concerning = await ReadAsync(since, EventsBefore);
        // Its neighbours may have had more to say.
        if (since > longest && !concerning.Any(e => e.Timestamp < since && e.Decode() is ChargePointEvent.ConnectorStatusReported status && status.ConnectorId == start.ConnectorId))
            concerning = await ReadAsync(longest, 0);
        return [.. transaction, .. concerning];

        Task<IReadOnlyList<RecordedEvent>> ReadAsync(DateTimeOffset from, int before) =>
            store.ReadStretchOfStreamAsync(ChargePoint.StreamId(start.ChargePointId), Concerning, from, until, before, cancellationToken);
    }

    /// <summary>The facts that these events are, in their order.</summary>
    public static SessionFacts Of(IReadOnlyList<RecordedEvent> events)
    {
        var transaction = events.Select(Reported<TransactionEvent>).OfType<Reported<TransactionEvent>>().ToArray();
        var connector = ((TransactionEvent.Started)transaction[0].Event).ConnectorId;
        var statuses = events.Where(e => e.Type == "connector_status_reported").Select(Reported<ChargePointEvent.ConnectorStatusReported>)
            .OfType<Reported<ChargePointEvent.ConnectorStatusReported>>().Where(status => status.Event.ConnectorId == connector);
        return new(transaction, [.. statuses]);
    }

    private static Reported<TEvent>? Reported<TEvent>(RecordedEvent recorded)
        where TEvent : class =>
        recorded.Decode() is TEvent e ? new(recorded.Sequence, recorded.Metadata.ReceivedAt, e) : null;

    private static DateTimeOffset Since(DateTimeOffset recordedAt, TransactionEvent.Started start)
    {
        var longest = recordedAt - LongestBefore;
        if (start.Anomalies?.Any(anomaly => anomaly is Anomaly.ClockAhead or Anomaly.ClockNotSet) == true || start.Timestamp < longest)
            return longest;
        return start.Timestamp < recordedAt ? start.Timestamp : recordedAt;
    }

    private static async Task<List<RecordedEvent>> ListAsync(IAsyncEnumerable<RecordedEvent> events)
    {
        var list = new List<RecordedEvent>();
        await foreach (var recorded in events)
            list.Add(recorded);
        return list;
    }
}
