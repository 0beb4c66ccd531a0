using System.Diagnostics;
using static Csms.Domain.Anomalies.AnomalyCommand;
using static Csms.Domain.Anomalies.AnomalyEvent;

namespace Csms.Domain.Anomalies;

/// <summary>The rules of an anomaly: found once, decided once, and open again only when something new becomes known.</summary>
public static class AnomalyDecider
{
    private static readonly Rejection NotFound = new("anomaly_not_found", "There is no such anomaly.");
    private static readonly Rejection Over = new("anomaly_resolved", "It resolved itself meanwhile: there is nothing to decide any more.");
    private static readonly Rejection Decided = new("anomaly_decided", "Somebody else decided otherwise. Read it again.");
    private static readonly Rejection NoSuggestion = new("anomaly_without_suggestion", "Nothing can be suggested here: override it with what is right, or ignore it.");
    private static readonly Rejection DoesNotFit = new("repair_does_not_fit", "This kind of anomaly cannot be put right in that way.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<AnomalyEvent> Decide(AnomalyCommand command, FoundAnomaly state) => (command, state) switch
    {
        (ReportFound f, { Finding: null }) => [f.Found],
        // It comes again, or its node was slower than what became known since.
        (ReportFound f, { Finding: { } known }) when f.Found.Source <= known.Source || f.Found.Source <= ((state.End as Resolved)?.Source ?? 0) => [],
        (ReportFound f, { Finding: { } known }) => Again(f.Found, known, state.End),

        (ReportResolved r, { Finding: { } known, End: null }) when r.Source > known.Source => [new Resolved(r.Source)],
        (ReportResolved, _) => [],

        (RequestAcceptance or RequestOverride, { Finding: null }) => NotFound,
        (RequestAcceptance or RequestOverride, { End: Resolved }) => Over,

        (RequestAcceptance, { End: Accepted }) => [],
        (RequestAcceptance, { End: not null }) => Decided,
        (RequestAcceptance, { Finding.Suggestion: null }) => NoSuggestion,
        (RequestAcceptance a, { Finding.Suggestion: { } suggestion }) => [new Accepted(suggestion, a.By, a.Reason)],

        (RequestOverride o, { End: Overridden done }) when done.Repair == o.Repair => [],
        (RequestOverride, { End: not null }) => Decided,
        (RequestOverride o, { Finding: { } known }) => Fits(o.Repair, known) ? [new Overridden(o.Repair, o.By, o.Reason)] : DoesNotFit,

        _ => throw new UnreachableException($"{command} is no command to an anomaly."),
    };

    private static Decision<AnomalyEvent> Again(Found found, Found known, AnomalyEvent? end)
    {
        // A bill says all that holds it each time; of reports every doubt is told once.
        if (AnomalyKinds.HoldsABill(found.Kind)) return end is null && IsSame(found, known) ? [] : [found];
        string[] flags = [.. (known.Flags ?? []).Union(found.Flags ?? [])];
        return flags.Length == (known.Flags?.Count ?? 0) ? [] : [found with { Flags = flags }];
    }

    private static bool IsSame(Found one, Found other) =>
        (one.Flags ?? []).SequenceEqual(other.Flags ?? []) && one with { Source = 0, Flags = null } == other with { Source = 0, Flags = null };

    private static bool Fits(AnomalyRepair repair, Found known) => repair.Action switch
    {
        RepairAction.Ignore => true,
        RepairAction.UseStop => known.Kind == AnomalyKind.StopWithoutStart && repair.TransactionId is not null,
        RepairAction.Close or RepairAction.Bill or RepairAction.Scale => AnomalyKinds.HoldsABill(known.Kind),
        _ => false,
    };
}
