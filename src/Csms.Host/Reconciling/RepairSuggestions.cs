using Csms.Domain.Anomalies;
using Csms.Domain.Bills;
using Csms.Domain.ChargePoints;
using Csms.Host.Billing;
using Csms.Host.Reactions;
using Csms.ReadModels;
using Csms.ReadModels.Transactions;

namespace Csms.Host.Reconciling;

/// <summary>What would put an anomaly right, as far as the record tells.</summary>
internal sealed class RepairSuggestions(RecordedSessions sessions, BillWork bills, TransactionQueries transactions, RowsInTime rows, TimeProvider clock)
{
    private const string KwhLabelledWh = "KWH_LABELLED_WH";
    private const int MostCandidates = 50;
    private static readonly ReadModel[] Read = [Catalog.Find("transactions")!];
    private static readonly HashSet<string> OfMissingStops = ["STOP_MISSING", "ENERGY_UNKNOWN", "NO_DURATION"];
    private static readonly HashSet<string> Incredible = ["IMPLAUSIBLE_ENERGY", "ENERGY_UNKNOWN"];

    /// <summary>Why a bill is held, and with what it could be released.</summary>
    public async Task<(AnomalyKind Kind, AnomalyRepair? Suggestion)> OfHoldAsync(BillEvent.Held held, CancellationToken cancellationToken)
    {
        var kind = held.Flags.Contains("STOP_MISSING") && held.Flags.All(OfMissingStops.Contains) ? AnomalyKind.StartWithoutStop : AnomalyKind.EnergyDoubtful;
        var bill = await bills.LoadAsync(held.Session.Id, cancellationToken);
        if (bill.Terms is not { } terms || await sessions.ReadAsync(BillWork.StreamOf(held.Session.Id), cancellationToken) is not { Facts: var facts })
            return (kind, null);
        if (held.Flags.Contains(KwhLabelledWh))
            return (kind, Assessment.InKilowattHours(terms, facts) is { } wh ? new(RepairAction.Scale, wh, Scale: 1000) : null);
        if (kind == AnomalyKind.StartWithoutStop)
        {
            // Nobody pays for time that nothing was heard of it.
            var periods = Assessment.Of(terms, facts, clock.GetUtcNow()).Session.Periods;
            return (kind, new(RepairAction.Close, held.Wh, periods.Count > 0 ? periods[^1].End : null));
        }

        return (kind, held.Flags.Any(Incredible.Contains) ? null : new(RepairAction.Bill, held.Wh));
    }

    /// <summary>The one transaction without a stop that this can be the stop of.</summary>
    public async Task<AnomalyRepair> OfStopAsync(
        string chargePointId, ChargePointEvent.UnknownTransactionStopped stop, long sequence, CancellationToken cancellationToken)
    {
        await rows.WaitForAsync(Read, sequence, cancellationToken);
        var before = await transactions.ListAsync(new(chargePointId, To: stop.Timestamp), new(Limit: MostCandidates), cancellationToken);
        var fitting = before.Items.Where(row => row.Status != "stopped" && row.MeterStart <= stop.MeterStop && row.TokenId == (stop.TokenId ?? row.TokenId)).ToList();
        return fitting is [var only] ? new(RepairAction.UseStop, TransactionId: only.TransactionId) : AnomalyRepair.Ignore;
    }
}
