using Csms.Domain;
using Csms.Domain.Anomalies;
using Csms.Domain.Bills;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Billing;
using Csms.Host.Commands;
using Csms.Host.Connections;
using static Csms.Domain.Anomalies.AnomalyEvent;

namespace Csms.Host.Reconciling;

/// <summary>Carries out what was decided about an anomaly. Done again it does nothing, wherever the time before ended.</summary>
internal sealed class RepairWork(CommandRunner runner, BillWork bills, PostgresEventStore store)
{
    /// <summary>Place in the feed of the last event that it caused; 0 when there was nothing to do.</summary>
    public Task<long> CarryOutAsync(FoundAnomaly anomaly, EventMetadata metadata, CancellationToken cancellationToken) => (anomaly.Finding, anomaly.End) switch
    {
        ({ } found, Accepted e) => CarryOutAsync(found, e.Repair, e.By, e.Reason, metadata, cancellationToken),
        ({ } found, Overridden e) => CarryOutAsync(found, e.Repair, e.By, e.Reason, metadata, cancellationToken),
        _ => Task.FromResult(0L),
    };

    /// <summary>The stream of a transaction of this charge point whose stop nobody reported; null: there is none with this number.</summary>
    public async Task<string?> FindWithoutStopAsync(int transactionId, string chargePointId, CancellationToken cancellationToken)
    {
        if (await store.FindStreamAsync(SessionTransactions.AliasOf(transactionId), cancellationToken) is not { } stream)
            return null;
        var state = (await runner.LoadAsync(Streams.Transactions, stream, cancellationToken)).State;
        return state is Transaction.Running running && running.Start.ChargePointId == chargePointId ? stream : null;
    }

    private Task<long> CarryOutAsync(
        Found found, AnomalyRepair repair, string by, string reason, EventMetadata metadata, CancellationToken cancellationToken) => repair switch
        {
            { Action: RepairAction.UseStop, TransactionId: { } transactionId } => UseStopAsync(found, transactionId, metadata, cancellationToken),
            { Action: RepairAction.Close or RepairAction.Bill or RepairAction.Scale } =>
                ReleaseAsync(found, new(found.CdrId!, by, reason, repair.EnergyWh, repair.StoppedAt), metadata, cancellationToken),
            _ => Task.FromResult(0L),
        };

    private async Task<long> ReleaseAsync(Found found, BillCommand.RequestRuling wish, EventMetadata metadata, CancellationToken cancellationToken)
    {
        // What was decided was about this hold. If more is known now, it is found anew, and somebody decides anew.
        var same = Streams.Bills with
        {
            Decide = (command, bill) => bill.Hold is { } hold && hold.CdrId == found.CdrId && hold.Wh == found.Wh && hold.Flags.SequenceEqual(found.Flags ?? [])
                && !(bill.Ruling is { } last && last.CdrId == wish.CdrId && last.By == wish.By && last.Reason == wish.Reason && last.BilledWh == (wish.Wh ?? hold.Wh)
                    && last.StoppedAt == wish.StoppedAt)
                ? BillDecider.Decide(command, bill)
                : [],
        };
        var session = found.Session!.Value;
        var known = wish with { KnownUpTo = await store.ReadHeadAsync(cancellationToken) };
        var ruled = await runner.RunAsync(same, Bill.StreamId(session), known, metadata, cancellationToken);
        var billed = await bills.BringUpToDateAsync(BillWork.StreamOf(session), metadata, cancellationToken);
        return Math.Max(ruled.Sequence, billed?.Sequence ?? 0);
    }

    private async Task<long> UseStopAsync(Found found, int transactionId, EventMetadata metadata, CancellationToken cancellationToken)
    {
        if (await FindWithoutStopAsync(transactionId, found.ChargePointId, cancellationToken) is not { } stream
            || await store.ReadEventsAsync([found.Source], cancellationToken) is not [var recorded]
            || StoredEvents.Read(recorded.Type, recorded.Data.Span) is not ChargePointEvent.UnknownTransactionStopped stop)
        {
            return 0;
        }

        var isKnown = Enum.TryParse<StopReason>(stop.Reason, out var reason);
        var report = new TransactionCommand.ReportStop(
            stop.MeterStop,
            stop.Timestamp,
            isKnown ? reason : StopReason.Other,
            recorded.Metadata.ReceivedAt,
            stop.TokenId,
            stop.TransactionData,
            TransactionAssumed: true,
            isKnown ? null : stop.Reason);
        return (await runner.RunAsync(Streams.Transactions, stream, report, metadata, cancellationToken)).Sequence;
    }
}
