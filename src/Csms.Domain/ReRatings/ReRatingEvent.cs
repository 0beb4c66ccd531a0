namespace Csms.Domain.ReRatings;

/// <summary>What happened to a re-rating. Stream <c>re-rating-{uuid}</c>.</summary>
public abstract record ReRatingEvent
{
    private ReRatingEvent()
    {
    }

    /// <summary>An operator wants bills priced by another tariff, and was shown what would change.</summary>
    /// <param name="TariffId">OCPI's id of the tariff that shall price them.</param>
    /// <param name="TariffVersion">Which version of it.</param>
    /// <param name="Cdrs">The CDRs that would change.</param>
    /// <param name="By">Who, as events name them.</param>
    /// <param name="Reason">Why, for the record.</param>
    public sealed record Requested(string TariffId, int TariffVersion, IReadOnlyList<string> Cdrs, string By, string Reason) : ReRatingEvent;

    /// <summary>An operator confirmed it: from now on bills change.</summary>
    /// <param name="By">Who, as events name them.</param>
    public sealed record Confirmed(string By) : ReRatingEvent;

    /// <summary>All of them are done.</summary>
    /// <param name="Changed">Bills that were credited and made anew.</param>
    /// <param name="Skipped">Bills that had changed since for another reason, and were left alone.</param>
    public sealed record Completed(int Changed, int Skipped) : ReRatingEvent;
}
