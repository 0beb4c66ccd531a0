using Csms.Domain.Cdrs;
using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;

namespace Csms.Domain.Bills;

/// <summary>All that the price of a session follows from besides what happened: frozen when it starts, so that nothing that changes later changes it.</summary>
/// <param name="Tariff">The version; of a session that nobody assigned a tariff to, FLAT 0.</param>
/// <param name="TimeZone">Of the location (IANA).</param>
/// <param name="Rounding">Where to round.</param>
/// <param name="Idle">What idle time costs.</param>
/// <param name="CountryCode">Of the operator.</param>
/// <param name="PartyId">Of the operator.</param>
/// <param name="Location">As it was at the start.</param>
/// <param name="AssignedBy">Which assignment chose the tariff, e.g. <c>token-group</c>; null: none did, the session is free.</param>
/// <param name="MaxPower">What the connector can deliver, W; null: unknown.</param>
/// <param name="ReservedFrom">When the reservation that it used began; null: it used none.</param>
public sealed record BillTerms(
    TariffVersion Tariff,
    string TimeZone,
    RoundingPolicy Rounding,
    IdlePolicy Idle,
    string CountryCode,
    string PartyId,
    CdrLocation Location,
    string? AssignedBy = null,
    decimal? MaxPower = null,
    DateTimeOffset? ReservedFrom = null)
{
    /// <summary>What a session is priced by that nobody assigned a tariff to (OCPI 2.2.1 section 11.4.2: free of charge is FLAT 0).</summary>
    public static TariffVersion FreeOfCharge(string currency) =>
        new(0, DateTimeOffset.UnixEpoch, new("free", currency, [new([new(TariffDimensionType.Flat, 0)])]));
}
