using Csms.Domain.Transactions;
using static Csms.Domain.Transactions.TransactionCommand;
using static Csms.Domain.Transactions.TransactionEvent;

namespace Csms.Domain.Tests.Transactions;

/// <summary>Another transaction began on its connector before it had stopped (OCPP 1.6 section 4.8 lets nobody refuse that).</summary>
public sealed class SupersedingATransaction : TransactionSpecification
{
    private static readonly Superseded ByAnother = new(8);

    [Fact]
    public void Names_the_one_that_came_after() => Given(HasStarted).When(new ReportSupersession(8)).Then(ByAnother);

    [Fact]
    public void Happens_once() => Given(HasStarted, ByAnother).When(new ReportSupersession(9)).ThenNothing();

    [Fact]
    public void Does_not_happen_to_one_that_has_stopped() => Given(HasStarted, HasStopped).When(new ReportSupersession(8)).ThenNothing();

    [Fact]
    public void Leaves_its_late_stop_and_meter_values_to_it()
    {
        Given(HasStarted, ByAnother).When(Stop).Then(HasStopped);
        Given(HasStarted, ByAnother).When(Values(Reading("10:30", "1500"))).Then(new MeterValuesReported(1, [Reading("10:30", "1500")]));
    }

    [Fact]
    public void Is_no_longer_the_one_that_runs() =>
        Given(HasStarted, ByAnother).State.ShouldBeOfType<Transaction.Running>().SupersededBy.ShouldBe(8);

    [Fact]
    public void What_was_only_taken_for_it_is_marked()
    {
        Given(HasStarted).When(Stop with { TransactionAssumed = true }).Then(HasStopped with { Anomalies = [Anomaly.TransactionAssumed] });
        Given(HasStarted).When(Values(Reading("10:30", "1500")) with { TransactionAssumed = true })
            .Then(new MeterValuesReported(1, [Reading("10:30", "1500")], [Anomaly.TransactionAssumed]));
        Given().When(Start with { ConnectorAssumed = true }).Then(HasStarted with { Anomalies = [Anomaly.ConnectorAssumed] });
    }

    [Fact]
    public void A_reason_that_OCPP_does_not_have_is_kept() =>
        Given(HasStarted).When(Stop with { Reason = StopReason.Other, ReasonText = "Cable cut" })
            .Then(HasStopped with { Reason = StopReason.Other, ReasonText = "Cable cut" });
}
