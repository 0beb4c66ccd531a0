using Csms.Domain.Bills;
using Csms.Domain.Transactions;
using static Csms.Domain.Tests.Bills.Telling;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Bills;

/// <summary>What analysts are told of a session is what its bill says.</summary>
public sealed class EnergyOfABill
{
    private static readonly object[] Running = [Starts("10:00"), Reads("10:30", 6000), Reads("11:30", 9000)];
    private static readonly BillEvent.Ruled Until11 =
        new("any", ["STOP_MISSING"], 8000, 7000, "key:ann", "asked the driver", At("2026-03-01 11:00"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Is_billed_without_a_stop_where_the_policy_bills_it(bool billed)
    {
        var facts = Facts([.. Running, new TransactionEvent.ClosedByPolicy(ClosingReason.Silence, billed)]);
        SessionEnergy.Of(facts, null, null).Energy.Billable.ShouldBe(billed);
    }

    [Fact]
    public void Ends_when_an_operator_says()
    {
        var session = SessionEnergy.Of(Facts([.. Running, new TransactionEvent.Superseded(8)]), null, Until11);

        (session.IsRuled, session.Energy.Wh, session.EndedAt).ShouldBe((true, 7000, At("2026-03-01 11:00")));
        session.Energy.Course.Points[^1].At.Corrected.ShouldBeLessThanOrEqualTo(session.EndedAt);
        session.Flags.ShouldBe(["STOP_MISSING"]);
    }

    [Fact]
    public void Is_that_of_a_stop_that_came_after_an_operator_decided()
    {
        var facts = Facts([.. Running, new TransactionEvent.Superseded(8), Stops("12:00", 9000)]);
        var session = SessionEnergy.Of(facts, null, Until11 with { KnownUpTo = 4 });

        (session.IsRuled, session.Energy.Wh, session.EndedAt).ShouldBe((false, 8000, At("2026-03-01 12:00")));
    }
}
