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
    /// <param name="LookedAt">Among which bills those CDRs were found; null where it was not recorded yet.</param>
    public sealed record Requested(
        string TariffId, int TariffVersion, IReadOnlyList<string> Cdrs, string By, string Reason, BillsLookedAt? LookedAt = null)
        : ReRatingEvent;

    /// <summary>An operator confirmed it: from now on bills change.</summary>
    /// <param name="By">Who, as events name them.</param>
    public sealed record Confirmed(string By) : ReRatingEvent;

    /// <summary>All of them are done.</summary>
    /// <param name="Changed">Bills that were credited and made anew.</param>
    /// <param name="Skipped">Bills that had changed since for another reason, and were left alone.</param>
    public sealed record Completed(int Changed, int Skipped) : ReRatingEvent;
}

/// <summary>The bills that a re-rating looks at.</summary>
/// <param name="From">Of sessions that began then or later.</param>
/// <param name="To">Of sessions that began before.</param>
/// <param name="ChargePointId">Only of this charge point; null is of all.</param>
/// <param name="BilledBy">Only bills by this tariff; null is by any.</param>
public sealed record BillsLookedAt(DateTimeOffset From, DateTimeOffset To, string? ChargePointId = null, string? BilledBy = null);
