using System.Diagnostics;
using static Csms.Domain.ReRatings.ReRatingCommand;
using static Csms.Domain.ReRatings.ReRatingEvent;

namespace Csms.Domain.ReRatings;

/// <summary>The rules of a re-rating: first the difference, then the confirmation, then the work; each once.</summary>
public static class ReRatingDecider
{
    private static readonly Rejection NotFound = new("re_rating_not_found", "No such re-rating was prepared.");
    private static readonly Rejection AlreadyPrepared = new("re_rating_exists", "The key names another re-rating: use a new one.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<ReRatingEvent> Decide(ReRatingCommand command, ReRating state) => (command, state) switch
    {
        (RequestPreparation p, { Request: null }) => [new Requested(p.TariffId, p.TariffVersion, p.Cdrs, p.By, p.Reason, p.LookedAt)],
        // By the bills that were looked at and not by those found among them: they may have changed since.
        (RequestPreparation p, { Request: { } r }) when (p.TariffId, p.TariffVersion, p.Reason) == (r.TariffId, r.TariffVersion, r.Reason)
            && (r.LookedAt is null || r.LookedAt == p.LookedAt) => [],
        (RequestPreparation, _) => AlreadyPrepared,

        (_, { Request: null }) => NotFound,
        (RequestConfirmation c, { Confirmation: null }) => [new Confirmed(c.By)],
        (RequestConfirmation, _) => [],
        (ReportCompletion c, { Completion: null, Confirmation: not null }) => [new Completed(c.Changed, c.Skipped)],
        (ReportCompletion, _) => [],

        _ => throw new UnreachableException($"{command} is no command to a re-rating."),
    };
}
