namespace Csms.Domain.ReRatings;

/// <summary>What operators want of a re-rating, and what became of it.</summary>
public abstract record ReRatingCommand
{
    private ReRatingCommand()
    {
    }

    /// <summary>Prepare it; members as in <see cref="ReRatingEvent.Requested"/>.</summary>
    public sealed record RequestPreparation(
        string TariffId, int TariffVersion, IReadOnlyList<string> Cdrs, string By, string Reason, BillsLookedAt? LookedAt = null)
        : ReRatingCommand;

    /// <summary>Do it.</summary>
    /// <param name="By">Who.</param>
    public sealed record RequestConfirmation(string By) : ReRatingCommand;

    /// <summary>It is done.</summary>
    /// <param name="Changed">Bills that were made anew.</param>
    /// <param name="Skipped">Bills that were left alone.</param>
    public sealed record ReportCompletion(int Changed, int Skipped) : ReRatingCommand;
}
