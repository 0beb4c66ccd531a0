using Csms.Domain.ReRatings;

namespace Csms.Domain.Tests.Bills;

public sealed class ReRatingBills() : Specification<ReRatingCommand, ReRatingEvent, ReRating>(ReRating.Initial, (state, e) => state.Evolve(e), ReRatingDecider.Decide)
{
    private static readonly ReRatingCommand.RequestPreparation Wish = new("day", 2, ["a", "b"], "key:ann", "wrong price");
    private static readonly ReRatingEvent Requested = new ReRatingEvent.Requested("day", 2, ["a", "b"], "key:ann", "wrong price");
    private static readonly ReRatingEvent Confirmed = new ReRatingEvent.Confirmed("key:ann");

    [Fact]
    public void Is_prepared_once_by_its_key()
    {
        Given().When(Wish).Then(Requested);
        Given(Requested).When(Wish with { Cdrs = ["a"] }).ThenNothing();
        Given(Requested).When(Wish with { TariffVersion = 3 }).ThenRejected("re_rating_exists");
    }

    [Fact]
    public void Is_another_one_where_it_looks_at_other_bills()
    {
        var january = new BillsLookedAt(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), "CP-1", "day");
        var prepared = new ReRatingEvent.Requested("day", 2, ["a", "b"], "key:ann", "wrong price", january);
        Given().When(Wish with { LookedAt = january }).Then(prepared);
        Given(prepared).When(Wish with { Cdrs = ["a"], LookedAt = january with { } }).ThenNothing();
        Given(prepared).When(Wish with { LookedAt = january with { To = january.To.AddMonths(1) } }).ThenRejected("re_rating_exists");
        Given(prepared).When(Wish with { LookedAt = january with { ChargePointId = null } }).ThenRejected("re_rating_exists");
        // Prepared before that was recorded.
        Given(Requested).When(Wish with { LookedAt = january }).ThenNothing();
    }

    [Fact]
    public void Is_confirmed_once_after_that()
    {
        Given().When(new ReRatingCommand.RequestConfirmation("key:ann")).ThenRejected("re_rating_not_found");
        Given(Requested).When(new ReRatingCommand.RequestConfirmation("key:ann")).Then(Confirmed);
        Given(Requested, Confirmed).When(new ReRatingCommand.RequestConfirmation("key:bob")).ThenNothing();
    }

    [Fact]
    public void Is_completed_once_and_never_before_it_was_confirmed()
    {
        Given(Requested).When(new ReRatingCommand.ReportCompletion(2, 0)).ThenNothing();
        Given(Requested, Confirmed).When(new ReRatingCommand.ReportCompletion(1, 1)).Then(new ReRatingEvent.Completed(1, 1));
        Given(Requested, Confirmed, new ReRatingEvent.Completed(1, 1)).When(new ReRatingCommand.ReportCompletion(2, 0)).ThenNothing();
    }
}
