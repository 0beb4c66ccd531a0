using Csms.Domain.Anomalies;
using static Csms.Domain.Anomalies.AnomalyCommand;
using static Csms.Domain.Anomalies.AnomalyEvent;

namespace Csms.Domain.Tests.Anomalies;

public sealed class DecidingOnAnAnomaly()
    : Specification<AnomalyCommand, AnomalyEvent, FoundAnomaly>(FoundAnomaly.Initial, (state, e) => state.Evolve(e), AnomalyDecider.Decide)
{
    private static readonly AnomalyRepair Close = new(RepairAction.Close, 5000, Moments.At("2026-03-01 10:30"));
    private static readonly Found Held = new(AnomalyKind.StartWithoutStop, "CP-1", 10, Close, 1, 7, Guid.Empty, Guid.Empty, ["STOP_MISSING"], 5000, "c-1");
    private static readonly Found Clock = new(AnomalyKind.ClockWrong, "CP-1", 10, AnomalyRepair.Ignore, Flags: ["ClockAhead"]);

    [Fact]
    public void It_is_found_once()
    {
        Given().When(new ReportFound(Held)).Then(Held);
        Given(Held).When(new ReportFound(Held)).ThenNothing();
        Given(Held).When(new ReportFound(Held with { Source = 11 })).ThenNothing();
        Given(Held).When(new ReportFound(Held with { Source = 9, Wh = 1 })).ThenNothing();
    }

    [Fact]
    public void It_is_open_again_when_a_bill_is_held_for_something_else()
    {
        var more = Held with { Source = 12, Wh = 6000 };
        Given(Held, new Accepted(Close, "key:ann", "so be it")).When(new ReportFound(more)).Then(more);
        Given(Held, new Accepted(Close, "key:ann", "so be it"), more).When(new RequestAcceptance("key:ann", "that too")).Then(new Accepted(Close, "key:ann", "that too"));
    }

    [Fact]
    public void Doubts_about_reports_add_up()
    {
        Given(Clock).When(new ReportFound(Clock with { Source = 11, Flags = ["ClockNotSet"] })).Then(Clock with { Source = 11, Flags = ["ClockAhead", "ClockNotSet"] });
        Given(Clock, new Accepted(AnomalyRepair.Ignore, "key:ann", "known")).When(new ReportFound(Clock with { Source = 11 })).ThenNothing();
    }

    [Fact]
    public void It_resolves_itself_unless_somebody_decided()
    {
        Given(Held).When(new ReportResolved(11)).Then(new Resolved(11));
        Given(Held, new Resolved(11)).When(new ReportResolved(11)).ThenNothing();
        Given(Held, new Resolved(11)).When(new ReportFound(Held)).ThenNothing();
        Given(Held, new Accepted(Close, "key:ann", "so be it")).When(new ReportResolved(11)).ThenNothing();
        Given().When(new ReportResolved(11)).ThenNothing();
        // What shows that it was over lies before what shows that it is not.
        Given(Held).When(new ReportResolved(9)).ThenNothing();
        Given(Held, new Resolved(11)).When(new RequestAcceptance("key:ann", "too late")).ThenRejected("anomaly_resolved");
    }

    [Fact]
    public void What_is_suggested_is_accepted_once()
    {
        Given(Held).When(new RequestAcceptance("key:ann", "so be it")).Then(new Accepted(Close, "key:ann", "so be it"));
        Given(Held, new Accepted(Close, "key:ann", "so be it")).When(new RequestAcceptance("key:bob", "me too")).ThenNothing();
        Given(Held, new Overridden(AnomalyRepair.Ignore, "key:ann", "no")).When(new RequestAcceptance("key:bob", "yes")).ThenRejected("anomaly_decided");
        Given(Held with { Suggestion = null }).When(new RequestAcceptance("key:ann", "what?")).ThenRejected("anomaly_without_suggestion");
        Given().When(new RequestAcceptance("key:ann", "what?")).ThenRejected("anomaly_not_found");
    }

    [Fact]
    public void Something_else_is_decided_if_it_fits()
    {
        var bill = new AnomalyRepair(RepairAction.Bill, 4000);
        Given(Held).When(new RequestOverride(bill, "key:ann", "read it")).Then(new Overridden(bill, "key:ann", "read it"));
        Given(Held, new Overridden(bill, "key:ann", "read it")).When(new RequestOverride(bill, "key:ann", "read it")).ThenNothing();
        Given(Held, new Overridden(bill, "key:ann", "read it")).When(new RequestOverride(AnomalyRepair.Ignore, "key:ann", "no")).ThenRejected("anomaly_decided");
        Given(Held).When(new RequestOverride(new(RepairAction.UseStop, TransactionId: 7), "key:ann", "that one")).ThenRejected("repair_does_not_fit");
        Given(Clock).When(new RequestOverride(bill, "key:ann", "read it")).ThenRejected("repair_does_not_fit");
        Given(Clock).When(new RequestOverride(AnomalyRepair.Ignore, "key:ann", "known")).Then(new Overridden(AnomalyRepair.Ignore, "key:ann", "known"));
    }
}
