using Csms.Domain;
using Csms.Domain.Bills;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.ReadModels.Projecting;

namespace Csms.Host.Billing;

/// <summary>Reads what is known of sessions from the streams of their transactions and charge points.</summary>
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
        var read = await store.ReadStreamsAsync([transactionStream], cancellationToken);
        return (await CompleteAsync([read[transactionStream]], cancellationToken))[0];
    }

    /// <summary>The same of several sessions, by what was read of their transactions.</summary>
    public async Task<IReadOnlyList<RecordedEvent>[]> CompleteAsync(IEnumerable<IEnumerable<RecordedEvent>> transactions, CancellationToken cancellationToken)
    {
        var sessions = transactions.Select(events => Session.Of([.. events])).ToArray();
        await CompleteAsync(Array.FindAll(sessions, session => session is not null)!, EventsBefore, cancellationToken);
        return Array.ConvertAll(sessions, IReadOnlyList<RecordedEvent> (session) => session is null ? [] : [.. session.Transaction, .. session.Concerning]);
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

    private async Task CompleteAsync(Session[] sessions, int before, CancellationToken cancellationToken)
    {
        if (sessions.Length == 0)
            return;
        var stretches = Array.ConvertAll(sessions, session => new StretchOfStream(ChargePoint.StreamId(session.Start.ChargePointId), session.Since, session.Until));
        var found = await store.ReadStretchesOfStreamsAsync(stretches, Concerning, before, cancellationToken);
        foreach (var (i, session) in sessions.Index())
            session.Concerning = found[i];
        // Its neighbours may have had more to say.
        var unknown = Array.FindAll(sessions, session => session.Since > session.Longest && !session.KnowsTheStatusBefore);
        Array.ForEach(unknown, session => session.Since = session.Longest);
        await CompleteAsync(unknown, before: 0, cancellationToken);
    }

    private static Reported<TEvent>? Reported<TEvent>(RecordedEvent recorded)
        where TEvent : class =>
        recorded.Decode() is TEvent e ? new(recorded.Sequence, recorded.Metadata.ReceivedAt, e) : null;

    /// <summary>What was read of one session.</summary>
    private sealed class Session(IReadOnlyList<RecordedEvent> transaction, TransactionEvent.Started start)
    {
        public IReadOnlyList<RecordedEvent> Transaction => transaction;

        public TransactionEvent.Started Start => start;

        public DateTimeOffset Longest { get; } = transaction[0].Timestamp - LongestBefore;

        public DateTimeOffset Since { get; set; } = SinceOf(transaction[0].Timestamp, start);

        public DateTimeOffset? Until { get; } = transaction.FirstOrDefault(e => e.Type == "transaction_stopped")?.Timestamp + AfterTheStop;

        public IReadOnlyList<RecordedEvent> Concerning { get; set; } = [];

        public bool KnowsTheStatusBefore =>
            Concerning.Any(e => e.Timestamp < Since && e.Decode() is ChargePointEvent.ConnectorStatusReported status && status.ConnectorId == start.ConnectorId);

        public static Session? Of(IReadOnlyList<RecordedEvent> transaction) =>
            transaction is [var first, ..] && first.Decode() is TransactionEvent.Started start ? new(transaction, start) : null;

        private static DateTimeOffset SinceOf(DateTimeOffset recordedAt, TransactionEvent.Started start)
        {
            var longest = recordedAt - LongestBefore;
            if (start.Anomalies?.Any(anomaly => anomaly is Anomaly.ClockAhead or Anomaly.ClockNotSet) == true || start.Timestamp < longest)
                return longest;
            return start.Timestamp < recordedAt ? start.Timestamp : recordedAt;
        }
    }
}
