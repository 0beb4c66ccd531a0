using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using static Csms.Domain.ChargePoints.ConnectorStatus;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Transactions;

public sealed class ClosingATransactionWithoutAStop()
    : Specification<TransactionCommand, TransactionEvent, Transaction>(Transaction.Initial, (state, e) => state.Evolve(e), TransactionDecider.Decide)
{
    private static readonly OrphanPolicy Policy = new(TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(24));
    private static readonly TransactionEvent Started = new TransactionEvent.Started(7, "CP-1", 1, Guid.Empty, 1000, At("2026-03-01 10:00"), AuthorizationStatus.Accepted);
    private static readonly TransactionEvent Values = new TransactionEvent.MeterValuesReported(1, [new(At("2026-03-01 10:30"), [new("6000")])]);
    private static readonly TransactionEvent Closed = new TransactionEvent.ClosedByPolicy(ClosingReason.Silence);
    private static readonly TransactionCommand Close = new TransactionCommand.ReportClosing(ClosingReason.Silence, 0, Billed: false);

    [Fact]
    public void Happens_once_and_not_when_something_was_heard_meanwhile()
    {
        Given(Started).When(Close).Then(Closed);
        Given(Started, Closed).When(Close).ThenNothing();
        Given(Started, Values).When(Close).ThenNothing();
        Given(Started, new TransactionEvent.Stopped(2000, At("2026-03-01 11:00"), StopReason.Local)).When(Close).ThenNothing();
    }

    [Fact]
    public void Leaves_room_for_the_stop() =>
        Given(Started, Closed).When(new TransactionCommand.ReportStop(2000, At("2026-03-01 11:00"), StopReason.Local, At("2026-03-03")))
            .Then(new TransactionEvent.Stopped(2000, At("2026-03-01 11:00"), StopReason.Local));

    [Fact]
    public void Is_undone_by_meter_values_and_may_happen_again() =>
        Given(Started, Closed, Values).When(new TransactionCommand.ReportClosing(ClosingReason.Silence, 1, Billed: false)).Then(Closed);

    [Fact]
    public void Follows_on_a_connector_that_stays_available()
    {
        Judge([("10:40", Available)], [], "10:54").ShouldBeNull();
        Judge([("10:40", Available)], [], "10:55").ShouldBe(ClosingReason.ConnectorAvailable);
        Judge([("10:40", Finishing), ("10:41", Available), ("10:50", Available)], [], "10:56").ShouldBe(ClosingReason.ConnectorAvailable);
        Judge([("10:40", Available), ("10:45", Charging)], [], "12:00").ShouldBeNull();
        // It was away, and tells its status before what happened meanwhile.
        Judge([("10:20", Available)], [], "12:00").ShouldBeNull();
    }

    [Fact]
    public void Follows_on_a_boot_after_which_it_was_not_taken_up_again()
    {
        Judge([], ["10:40"], "11:39").ShouldBeNull();
        Judge([("10:41", Unavailable)], ["10:40"], "11:40").ShouldBe(ClosingReason.BootWithoutResuming);
        Judge([("10:41", SuspendedEV)], ["10:40"], "11:40").ShouldBeNull();
        Judge([], ["10:20"], "11:40").ShouldBeNull();
    }

    [Fact]
    public void Follows_on_a_silence_that_is_too_long()
    {
        Policy.Judge(At("2026-03-01 10:30"), [], [], At("2026-03-02 10:29")).ShouldBeNull();
        Policy.Judge(At("2026-03-01 10:30"), [], [], At("2026-03-02 10:30")).ShouldBe(ClosingReason.Silence);
        new OrphanPolicy(null, null, null).Judge(At("2026-03-01 10:30"), [(At("2026-03-01 10:31"), Available)], [At("2026-03-01 10:31")], At("2027-03-01")).ShouldBeNull();
    }

    private static ClosingReason? Judge((string At, ConnectorStatus Status)[] statuses, string[] boots, string now) => Policy.Judge(
        At("2026-03-01 10:30"),
        [.. statuses.Select(status => (At($"2026-03-01 {status.At}"), status.Status))],
        [.. boots.Select(boot => At($"2026-03-01 {boot}"))],
        At($"2026-03-01 {now}"));
}
