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
    /// <summary>What is said so long after a session was over changes no bill: by then a departure has been given up.</summary>
    public static readonly TimeSpan AfterTheEnd = TimeSpan.FromHours(48);

    // A charge point that was away tells its status first and of its sessions afterwards; one whose clock is wrong does not say since when.
    private static readonly TimeSpan LongestBefore = TimeSpan.FromHours(1);

    // What its connector had said last before it is nearly always among these.
    private const int EventsBefore = 4;

    // And that the vehicle left, among these.
    private const int EventsAfter = 6;

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
        return (await CompleteAsync([(read[transactionStream], false)], cancellationToken))[0];
    }

    /// <summary>The same of several sessions, by what was read of their transactions.</summary>
    /// <param name="transactions">Their events; and whether what was recorded after a departure does not matter: a bill that nobody has made yet is told of what
    /// comes later in its own time, and what a busy charge point said meanwhile would be many times of what concerns the session.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<RecordedEvent>[]> CompleteAsync(
        IEnumerable<(IEnumerable<RecordedEvent> Events, bool ToDeparture)> transactions, CancellationToken cancellationToken)
    {
        var sessions = transactions.Select(each => Session.Of([.. each.Events], each.ToDeparture)).ToArray();
        await CompleteAsync(Array.FindAll(sessions, session => session is not null)!, cancellationToken);
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

    private async Task CompleteAsync(Session[] sessions, CancellationToken cancellationToken)
    {
        if (sessions.Length == 0)
            return;
        var found = await store.ReadStretchesOfStreamsAsync(Array.ConvertAll(sessions, session => session.Stretch), Concerning, cancellationToken);
        foreach (var (i, session) in sessions.Index())
            session.Concerning = [.. found[i].Where(session.MayConcern)];
        await CompleteAsync(Array.FindAll(sessions, session => session.Widen()), cancellationToken);
    }

    private static Reported<TEvent>? Reported<TEvent>(RecordedEvent recorded)
        where TEvent : class =>
        recorded.Decode() is TEvent e ? new(recorded.Sequence, recorded.Metadata.ReceivedAt, e) : null;

    /// <summary>What was read of one session.</summary>
    private sealed class Session
    {
        private readonly TransactionEvent.Started start;
        private readonly RecordedEvent? stop;
        private readonly DateTimeOffset? over;
        private readonly DateTimeOffset longest;

        private Session(IReadOnlyList<RecordedEvent> transaction, TransactionEvent.Started start, bool toDeparture)
        {
            (Transaction, this.start, longest) = (transaction, start, transaction[0].Timestamp - LongestBefore);
            stop = transaction.FirstOrDefault(e => e.Type == "transaction_stopped");
            over = (stop ?? transaction.FirstOrDefault(e => e.Type == "transaction_superseded") ?? Closing(transaction))?.Timestamp;
            var doubted = start.Anomalies?.Any(anomaly => anomaly is Anomaly.ClockAhead or Anomaly.ClockNotSet) == true;
            Stretch = new(ChargePoint.StreamId(start.ChargePointId), doubted ? longest : transaction[0].Timestamp, (toDeparture ? over : stop?.Timestamp) + AfterTheEnd, EventsBefore);
            if (toDeparture && stop is not null) Stretch = Stretch with { Until = stop.Timestamp, After = EventsAfter };
        }

        public IReadOnlyList<RecordedEvent> Transaction { get; }

        public StretchOfStream Stretch { get; private set; }

        public IReadOnlyList<RecordedEvent> Concerning { get; set; } = [];

        public static Session? Of(IReadOnlyList<RecordedEvent> transaction, bool toDeparture) =>
            transaction is [var first, ..] && first.Decode() is TransactionEvent.Started start ? new(transaction, start, toDeparture) : null;

        /// <summary>Not what came so late that whoever reads all of the two days does not see it: a bill must not know more than those after it.</summary>
        public bool MayConcern(RecordedEvent recorded) => stop is null || recorded.Timestamp - stop.Timestamp <= AfterTheEnd;

        /// <summary>Whether so much was said, by neighbours or since a start that was told late, that more has to be read.</summary>
        public bool Widen()
        {
            var read = Stretch;
            if (read.From > longest && Concerning.Count(e => e.Timestamp < read.From) >= read.Before && !KnowsTheArrival())
                Stretch = Stretch with { From = longest };
            if (stop is not null && read.After > 0 && Concerning.Count(e => e.Timestamp > read.Until) >= read.After && !KnowsTheDeparture(stop))
                Stretch = Stretch with { Until = stop.Timestamp + AfterTheEnd, After = 0 };
            return Stretch != read;
        }

        // What the policy closed goes on when it is heard of again.
        private static RecordedEvent? Closing(IReadOnlyList<RecordedEvent> transaction) =>
            transaction.LastOrDefault(e => e.Type is "transaction_closed_by_policy" or "transaction_meter_values_reported") is { Type: "transaction_closed_by_policy" } closing ? closing : null;

        private bool KnowsTheArrival() =>
            Statuses().Any(status => status.Recorded.Timestamp < Stretch.From && DeviceTime(status) <= start.Timestamp);

        // Where a clock was wrong it takes all that is known to tell when.
        private bool KnowsTheDeparture(RecordedEvent stop) =>
            start.Anomalies is not { Count: > 0 }
            && stop.Decode() is TransactionEvent.Stopped { Anomalies: not { Count: > 0 } } stopped
            && Statuses().Any(status =>
                status.Recorded.Timestamp > stop.Timestamp
                && SessionFacts.IsFree(status.Event.Status)
                && DeviceTime(status) > stopped.Timestamp);

        private IEnumerable<(RecordedEvent Recorded, ChargePointEvent.ConnectorStatusReported Event)> Statuses() =>
            from recorded in Concerning
            let status = recorded.Decode() as ChargePointEvent.ConnectorStatusReported
            where status is { Anomalies: not { Count: > 0 } } && status.ConnectorId == start.ConnectorId
            select (recorded, status);

        private static DateTimeOffset DeviceTime((RecordedEvent Recorded, ChargePointEvent.ConnectorStatusReported Event) status) =>
            status.Event.Timestamp ?? status.Recorded.Metadata.ReceivedAt;
    }
}
