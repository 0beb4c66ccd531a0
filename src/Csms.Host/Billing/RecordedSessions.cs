using Csms.Domain;
using Csms.Domain.Bills;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;

namespace Csms.Host.Billing;

/// <summary>Reads what is known of a session from the streams of its transaction and its charge point.</summary>
internal sealed class RecordedSessions(PostgresEventStore store)
{
    // A charge point that was away tells its status first and of its sessions afterwards.
    private static readonly TimeSpan BeforeTheStart = TimeSpan.FromHours(1);

    // By then a departure has been given up.
    private static readonly TimeSpan AfterTheStop = TimeSpan.FromHours(48);

    /// <summary>Null when the stream has no start.</summary>
    public async Task<(SessionFacts Facts, RecordedEvent Start)?> ReadAsync(string transactionStream, CancellationToken cancellationToken)
    {
        var events = await ReadEventsAsync(transactionStream, cancellationToken);
        return events.Count > 0 ? (Of(events), events[0]) : null;
    }

    /// <summary>All events of the transaction, then those of its charge point that may concern it; none when the stream has no start.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(string transactionStream, CancellationToken cancellationToken)
    {
        var transaction = await ListAsync(store.ReadStreamAsync(transactionStream, cancellationToken));
        if (transaction is not [var first, ..] || StoredEvents.Read(first.Type, first.Data.Span) is not TransactionEvent.Started start)
            return [];
        var stream = ChargePoint.StreamId(start.ChargePointId);
        var version = await store.ReadVersionAsync(stream, first.Timestamp - BeforeTheStart, cancellationToken);
        var until = transaction.FirstOrDefault(e => e.Type == "transaction_stopped")?.Timestamp + AfterTheStop;
        var statuses = await ListAsync(store.ReadStreamAsync(stream, cancellationToken, version, until is null ? null : new AsOf(RecordedAt: until)));
        return [.. transaction, .. statuses];
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
        StoredEvents.Read(recorded.Type, recorded.Data.Span) is TEvent e ? new(recorded.Sequence, recorded.Metadata.ReceivedAt, e) : null;

    private static async Task<List<RecordedEvent>> ListAsync(IAsyncEnumerable<RecordedEvent> events)
    {
        var list = new List<RecordedEvent>();
        await foreach (var recorded in events)
            list.Add(recorded);
        return list;
    }
}
