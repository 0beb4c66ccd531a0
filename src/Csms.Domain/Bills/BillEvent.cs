using Csms.Domain.Cdrs;
using Csms.Domain.Pricing;
using Csms.Domain.Tariffs;

namespace Csms.Domain.Bills;

/// <summary>What happened to the bill of a session. Stream <c>bill-{uuid}</c>, with the uuid of the transaction.</summary>
public abstract record BillEvent
{
    private BillEvent()
    {
    }

    /// <summary>A session began, and what it is priced by was frozen.</summary>
    public sealed record Opened(BilledSession Session, BillTerms Terms) : BillEvent;

    /// <summary>It is over and doubtful: it is not billed before somebody has looked.</summary>
    /// <param name="CdrId">The id that its CDR will have.</param>
    /// <param name="Tariff">Id of the tariff.</param>
    /// <param name="TariffVersion">Which version of it.</param>
    /// <param name="Flags">What keeps it from being billed.</param>
    /// <param name="Wh">Provisional energy.</param>
    /// <param name="StartedAt">When it began, corrected time.</param>
    /// <param name="Sources">Places in the feed of all events that it follows from.</param>
    public sealed record Held(
        BilledSession Session, string CdrId, string Tariff, int TariffVersion, IReadOnlyList<string> Flags, long Wh, DateTimeOffset StartedAt, IReadOnlyList<long> Sources)
        : BillEvent;

    /// <summary>An operator looked at it and decided. It counts for what was known then: what is reported later is looked at anew.</summary>
    /// <param name="CdrId">Of the CDR that was held, or that is corrected.</param>
    /// <param name="Flags">The doubts that are accepted.</param>
    /// <param name="MeasuredWh">Energy by the readings at that moment.</param>
    /// <param name="BilledWh">Energy that is billed.</param>
    /// <param name="By">Who decided, as events name them.</param>
    /// <param name="Reason">Why, for the record.</param>
    /// <param name="StoppedAt">When it ended; null: as measured.</param>
    /// <param name="KnownUpTo">Place in the feed of what was known; null where it was not recorded yet.</param>
    public sealed record Ruled(
        string CdrId,
        IReadOnlyList<string> Flags,
        long MeasuredWh,
        long BilledWh,
        string By,
        string Reason,
        DateTimeOffset? StoppedAt = null,
        long? KnownUpTo = null) : BillEvent
    {
        /// <summary>Whether it is about what is known now: the same energy, no other doubts, and no stop that came since.</summary>
        internal bool CountsFor(SessionFacts facts, long measuredWh, IEnumerable<string> doubts) =>
            MeasuredWh == measuredWh && doubts.All(doubt => Flags.Contains(doubt)) && !(facts.Stop?.Sequence > KnownUpTo);
    }

    /// <summary>An operator decided that another tariff prices it.</summary>
    /// <param name="CdrId">Of the CDR that is taken back for it.</param>
    /// <param name="ReRating">As part of which re-rating.</param>
    /// <param name="By">Who decided, as events name them.</param>
    /// <param name="Reason">Why, for the record.</param>
    public sealed record Rerated(string CdrId, TariffVersion Tariff, Guid ReRating, string By, string Reason) : BillEvent;

    /// <summary>A CDR was made. It holds the pseudonym of the token in place of its uid.</summary>
    /// <param name="Cdr">In OCPI's members.</param>
    /// <param name="TariffVersion">Which version of its tariff.</param>
    /// <param name="Pricing">How the price came about.</param>
    /// <param name="Sources">Places in the feed of all events that it follows from.</param>
    /// <param name="Flags">What was noticed; null is nothing.</param>
    /// <param name="FreeOfCharge">No tariff was assigned.</param>
    public sealed record CdrIssued(
        BilledSession Session, Cdr Cdr, int TariffVersion, PricedSession Pricing, IReadOnlyList<long> Sources, IReadOnlyList<string>? Flags = null, bool FreeOfCharge = false)
        : BillEvent;

    /// <summary>A CDR was taken back by a credit.</summary>
    /// <param name="Cdr">The credit.</param>
    /// <param name="TariffVersion">Which version of its tariff.</param>
    public sealed record CdrCredited(BilledSession Session, Cdr Cdr, int TariffVersion) : BillEvent;

    /// <summary>It is over, and nothing happened that could be billed.</summary>
    /// <param name="CdrId">That of the CDR that was held for it; null: none was.</param>
    public sealed record NothingBilled(string? CdrId = null) : BillEvent;
}

/// <summary>Whose bill it is.</summary>
/// <param name="Id">The uuid of its transaction.</param>
/// <param name="TransactionId">OCPP's number.</param>
/// <param name="ChargePointId">Where.</param>
/// <param name="ConnectorId">Where.</param>
/// <param name="TokenId">Pseudonym of the idTag that started it.</param>
public sealed record BilledSession(Guid Id, int TransactionId, string ChargePointId, int ConnectorId, Guid TokenId);
