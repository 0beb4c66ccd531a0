using Csms.Domain;
using Csms.Domain.Bills;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Reactions;
using Csms.ReadModels;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Transactions;

namespace Csms.Host.Billing;

/// <summary>When a session is over and has settled: bills it, or holds it; and again when anything becomes known later.</summary>
internal sealed class KeepingBills(BillWork work, TransactionQueries transactions, PostgresEventStore store, RowsInTime rows, TimeProvider clock) : IReactionToMany
{
    private const int MostConnectors = 10_000;
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private static readonly ReadModel[] Read = [Catalog.Find("transactions")!];

    // Sessions that run by what was seen of the feed, and the newest of each connector: their meter values and statuses are no news for a bill, since
    // their end will find them; and there are many of them.
    private readonly Dictionary<string, (string ChargePointId, int ConnectorId)> running = [];
    private readonly Dictionary<(string ChargePointId, int ConnectorId), (string StreamId, DateTimeOffset Start)> newest = [];

    // The newest session of a connector whose end was dealt with here, and the last status that was read for it.
    private readonly Dictionary<(string ChargePointId, int ConnectorId), (DateTimeOffset Start, long LastStatus)> upToDate = [];

    public string Name => "keeping-bills";

    public IReadOnlyCollection<string> Types { get; } =
    [
        "transaction_started", "transaction_meter_values_reported", "transaction_stopped", "transaction_superseded", "transaction_closed_by_policy",
        "connector_status_reported",
        "bill_ruled", "bill_rerated",
    ];

    public void Begin()
    {
        running.Clear();
        newest.Clear();
        upToDate.Clear();
    }

    public bool Wants(RecordedEvent recorded, object domainEvent)
    {
        switch (domainEvent)
        {
            case TransactionEvent.Started start:
                var connector = (start.ChargePointId, start.ConnectorId);
                running[recorded.StreamId] = connector;
                // One that is told of late may be older than the last one.
                if (recorded.Timestamp - start.Timestamp < Late)
                    newest[connector] = (recorded.StreamId, start.Timestamp);
                return false;
            // What a register said after the stop is not billed; some report it under the last number until the next session.
            case TransactionEvent.MeterValuesReported values:
                return !running.ContainsKey(recorded.StreamId)
                    && !(values is { Readings: [var reading], Anomalies: [Anomaly.AfterStop] }
                        && reading.Samples.All(sample => sample.Measurand?.EndsWith(".Interval", StringComparison.Ordinal) != true));
            case TransactionEvent:
                if (running.Remove(recorded.StreamId, out connector) && newest.GetValueOrDefault(connector).StreamId == recorded.StreamId)
                    newest.Remove(connector);
                return true;
            case ChargePointEvent.ConnectorStatusReported status:
                return status.ConnectorId > 0
                    && !(newest.TryGetValue((ChargePoint.IdOf(recorded.StreamId), status.ConnectorId), out var session) && session.Start <= TimeOf(status, recorded));
            default:
                return true;
        }
    }

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        switch (domainEvent)
        {
            case TransactionEvent.MeterValuesReported:
                if ((await work.LoadAsync(SessionOf(recorded.StreamId), cancellationToken)).IsDecided)
                    await work.BringUpToDateAsync(recorded.StreamId, Because(recorded), cancellationToken);
                break;
            case TransactionEvent:
                await EndAsync([recorded], cancellationToken);
                break;
            case ChargePointEvent.ConnectorStatusReported status:
                await StatusAsync(recorded, status, cancellationToken);
                break;
            case BillEvent:
                await work.BringUpToDateAsync(BillWork.StreamOf(SessionOf(recorded.StreamId)), Because(recorded), cancellationToken);
                break;
        }
    }

    /// <summary>Sessions that ended first: what else is due most likely is about one of them, and was read with it.</summary>
    public async Task ReactAsync(IReadOnlyList<RecordedEvent> due, CancellationToken cancellationToken)
    {
        var ends = due.Where(recorded => recorded.Decode() is TransactionEvent and not TransactionEvent.MeterValuesReported).DistinctBy(recorded => recorded.StreamId).ToArray();
        if (ends.Length > 0)
            await EndAsync(ends, cancellationToken);
        foreach (var recorded in due)
        {
            if (recorded.Decode() is { } domainEvent and (not TransactionEvent or TransactionEvent.MeterValuesReported))
                await ReactAsync(recorded, domainEvent, cancellationToken);
        }
    }

    private async Task EndAsync(IReadOnlyList<RecordedEvent> ends, CancellationToken cancellationToken)
    {
        var billed = await work.BringUpToDateAsync([.. ends.Select(end => (end.StreamId, Because(end)))], cancellationToken);
        foreach (var session in billed)
        {
            if (session is (var facts, _))
                Remember(facts);
        }
    }

    /// <summary>It may be what the last session on the connector waited for, or what nobody knew of it.</summary>
    private async Task StatusAsync(RecordedEvent recorded, ChargePointEvent.ConnectorStatusReported status, CancellationToken cancellationToken)
    {
        var (chargePointId, at) = (ChargePoint.IdOf(recorded.StreamId), TimeOf(status, recorded));
        // It was read when that session ended, or one that began later has its turn yet and will find it.
        if (upToDate.TryGetValue((chargePointId, status.ConnectorId), out var last) && recorded.Sequence <= last.LastStatus && last.Start <= at)
            return;
        await rows.WaitForAsync(Read, recorded.Sequence, cancellationToken);
        var filter = new TransactionFilter(chargePointId, status.ConnectorId, To: at);
        // Rows may be ahead: a stop that was recorded later has its own turn, and finds this status.
        if ((await transactions.ListAsync(filter, new(Limit: 1), cancellationToken)).Items is not [{ Status: not "running" } session] || session.StopRecordedAt > recorded.Timestamp)
            return;
        var over = session.StopRecordedAt ?? (await store.ReadNewestOfStreamAsync(session.StreamId, long.MaxValue, 1, null, cancellationToken))[0].Timestamp;
        if (recorded.Timestamp - over <= RecordedSessions.AfterTheEnd)
            await work.BringUpToDateAsync(session.StreamId, Because(recorded), cancellationToken);
    }

    private EventMetadata Because(RecordedEvent recorded) => RowsInTime.Cause(this, recorded, clock);

    // Ends alone are remembered: they come in the order of the feed, so the newest session of a connector stands here or has its turn yet. One that is ruled
    // about may be any old one.
    private void Remember(SessionFacts facts)
    {
        var (start, lastStatus) = (facts.Start, facts.Statuses.Count > 0 ? facts.Statuses[^1].Sequence : 0);
        var connector = (start.ChargePointId, start.ConnectorId);
        if (upToDate.TryGetValue(connector, out var known) && known.Start > start.Timestamp)
            return;
        if (upToDate.Count >= MostConnectors)
            upToDate.Clear();
        upToDate[connector] = (start.Timestamp, lastStatus);
    }

    private static DateTimeOffset TimeOf(ChargePointEvent.ConnectorStatusReported status, RecordedEvent recorded) => status.Timestamp ?? recorded.Timestamp;

    private static Guid SessionOf(string streamId) => Guid.Parse(streamId.AsSpan(streamId.Length - 36));
}
