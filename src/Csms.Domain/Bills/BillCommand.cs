using Csms.Domain.Tariffs;

namespace Csms.Domain.Bills;

/// <summary>What becomes known of a session (<c>Report…</c>, never refused) and what operators want of its bill (<c>Request…</c>, may be refused).</summary>
public abstract record BillCommand
{
    private BillCommand()
    {
    }

    /// <summary>It began. The first report freezes the terms.</summary>
    public sealed record ReportStart(BilledSession Session, BillTerms Terms) : BillCommand;

    /// <summary>All that is known of it now.</summary>
    /// <param name="Facts">Since its start.</param>
    /// <param name="Now">The moment of the decision.</param>
    public sealed record ReportSession(SessionFacts Facts, DateTimeOffset Now) : BillCommand;

    /// <summary>Bill what is held, as measured or with an energy that somebody knows better; or correct the energy of what is billed.</summary>
    /// <param name="CdrId">Of the CDR that is held or billed.</param>
    /// <param name="By">Who decided.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Wh">The energy; null: as measured.</param>
    /// <param name="StoppedAt">When a held session ended; null: as measured.</param>
    /// <param name="KnownUpTo">Place in the feed of what is known.</param>
    public sealed record RequestRuling(
        string CdrId, string By, string Reason, long? Wh = null, DateTimeOffset? StoppedAt = null, long? KnownUpTo = null) : BillCommand;

    /// <summary>Price it by another tariff.</summary>
    /// <param name="CdrId">Of the CDR that is billed; another one was made meanwhile if this is not the last.</param>
    /// <param name="ReRating">As part of which re-rating.</param>
    /// <param name="By">Who decided.</param>
    /// <param name="Reason">Why.</param>
    public sealed record RequestRerating(string CdrId, TariffVersion Tariff, Guid ReRating, string By, string Reason) : BillCommand;
}
