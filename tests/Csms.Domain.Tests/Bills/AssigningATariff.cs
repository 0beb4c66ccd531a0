using Csms.Domain.Assignments;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Bills;

public sealed class AssigningATariff()
    : Specification<AssignmentCommand, AssignmentEvent, Assignment>(Assignment.Initial, (state, e) => state.Evolve(e), AssignmentDecider.Decide)
{
    private static readonly AssignmentEvent First = new AssignmentEvent.Assigned(AssignmentScope.ChargePoint, "CP-1", "day", At("2026-01-01"));

    [Fact]
    public void Is_done_once() =>
        Given(First).When(new AssignmentCommand.RequestAssignment(AssignmentScope.ChargePoint, "CP-1", "day", At("2026-02-01"))).ThenNothing();

    [Fact]
    public void Counts_for_sessions_that_start_from_then_on()
    {
        var second = new AssignmentEvent.Assigned(AssignmentScope.ChargePoint, "CP-1", "night", At("2026-02-01"));
        Given(First).When(new AssignmentCommand.RequestAssignment(AssignmentScope.ChargePoint, "CP-1", "night", At("2026-02-01"))).Then(second);
        var state = Given(First, second, new AssignmentEvent.Unassigned(At("2026-03-01"))).State;
        new[] { "2025-12-31", "2026-01-01", "2026-02-01", "2026-03-01" }.Select(day => state.At(At(day))).ShouldBe([null, "day", "night", null]);
    }

    [Fact]
    public void Is_never_done_for_the_past() =>
        Given(First).When(new AssignmentCommand.RequestRemoval(At("2025-12-31"))).Then(new AssignmentEvent.Unassigned(At("2026-01-01")));

    [Fact]
    public void Cannot_be_taken_back_where_it_was_not_done() => Given().When(new AssignmentCommand.RequestRemoval(At("2026-01-01"))).ThenRejected("assignment_not_found");
}
