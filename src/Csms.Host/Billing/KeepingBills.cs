using Csms.Domain.Bills;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Reactions;
using Csms.ReadModels;
using Csms.ReadModels.Transactions;

namespace Csms.Host.Billing;

/// <summary>When a session is over and has settled: bills it, or holds it; and again when anything becomes known later.</summary>
internal sealed class KeepingBills(BillWork work, TransactionQueries transactions, RowsInTime rows, TimeProvider clock) : IReaction
{
    private static readonly ReadModel[] Read = [Catalog.Find("transactions")!];

    // Sessions that run by what this process has seen: their meter values are no news for a bill, and there are many of them.
    private readonly HashSet<string> running = [];

    public string Name => "keeping-bills";

    public IReadOnlyCollection<string> Types { get; } =
    [
        "transaction_started", "transaction_meter_values_reported", "transaction_stopped", "transaction_superseded", "transaction_closed_by_policy",
        "connector_status_reported",
        "bill_ruled", "bill_rerated",
    ];

    public bool Wants(RecordedEvent recorded, object domainEvent)
    {
        switch (domainEvent)
        {
            case TransactionEvent.Started:
                running.Add(recorded.StreamId);
                return false;
            case TransactionEvent.MeterValuesReported:
                return !running.Contains(recorded.StreamId);
            case TransactionEvent:
                running.Remove(recorded.StreamId);
                return true;
            case ChargePointEvent.ConnectorStatusReported { ConnectorId: <= 0 }:
                return false;
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
                    await BringUpToDateAsync(recorded.StreamId, recorded, cancellationToken);
                break;
            case TransactionEvent:
                await BringUpToDateAsync(recorded.StreamId, recorded, cancellationToken);
                break;
            case ChargePointEvent.ConnectorStatusReported status:
                await StatusAsync(recorded, status, cancellationToken);
                break;
            case BillEvent:
                await BringUpToDateAsync(BillWork.StreamOf(SessionOf(recorded.StreamId)), recorded, cancellationToken);
                break;
        }
    }

    /// <summary>It may be what the last session on the connector waited for, or what nobody knew of it.</summary>
    private async Task StatusAsync(RecordedEvent recorded, ChargePointEvent.ConnectorStatusReported status, CancellationToken cancellationToken)
    {
        await rows.WaitForAsync(Read, recorded.Sequence, cancellationToken);
        var chargePointId = recorded.StreamId[(ChargePoint.StreamType.Length + 1)..];
        var filter = new TransactionFilter(chargePointId, status.ConnectorId, To: status.Timestamp ?? recorded.Timestamp);
        // Rows may be ahead: a stop that was recorded later has its own turn, and finds this status.
        if ((await transactions.ListAsync(filter, new(Limit: 1), cancellationToken)).Items is [{ Status: not "running" } last] && !(last.StopRecordedAt > recorded.Timestamp))
            await BringUpToDateAsync(last.StreamId, recorded, cancellationToken);
    }

    private async Task BringUpToDateAsync(string transactionStream, RecordedEvent recorded, CancellationToken cancellationToken) =>
        await work.BringUpToDateAsync(transactionStream, RowsInTime.Cause(this, recorded, clock), cancellationToken);

    private static Guid SessionOf(string streamId) => Guid.Parse(streamId.AsSpan(streamId.Length - 36));
}
