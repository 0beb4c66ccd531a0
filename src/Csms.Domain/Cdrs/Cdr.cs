using Csms.Domain.Pricing;
using Csms.Domain.Tariffs;

namespace Csms.Domain.Cdrs;

/// <summary>A charge detail record (OCPI 2.2.1 section 10.3.1). It is never changed: a mistake is credited, and a new one made.</summary>
/// <param name="CountryCode">Of the operator, ISO 3166-1 alpha-2.</param>
/// <param name="PartyId">Of the operator.</param>
/// <param name="Id">At most 36 characters, 39 for a credit.</param>
/// <param name="StartDateTime">Of the session, or of the reservation before it.</param>
/// <param name="EndDateTime">When it was over.</param>
/// <param name="CdrToken">Whose session it was. Personal data: a CDR is made when it is sent, and is no event.</param>
/// <param name="AuthMethod">How it was authorized.</param>
/// <param name="CdrLocation">Where it was.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="ChargingPeriods">At least one.</param>
/// <param name="TotalCost">What is billed, rounded.</param>
/// <param name="TotalEnergy">kWh.</param>
/// <param name="TotalTime">Hours from the start of the session, charging or not; without a reservation.</param>
/// <param name="LastUpdated">When it was made.</param>
/// <param name="SessionId">OCPI's session.</param>
/// <param name="AuthorizationReference">Given by whoever authorized it.</param>
/// <param name="MeterId">The meter's.</param>
/// <param name="Tariffs">As they were at the start.</param>
/// <param name="TotalFixedCost">Of FLAT, without reservations.</param>
/// <param name="TotalEnergyCost">Of ENERGY.</param>
/// <param name="TotalTimeCost">Of TIME, without reservations.</param>
/// <param name="TotalParkingTime">Hours in which the vehicle took nothing.</param>
/// <param name="TotalParkingCost">Of PARKING_TIME.</param>
/// <param name="TotalReservationCost">Of the reservation, its fee included.</param>
/// <param name="Remark">For people.</param>
/// <param name="Credit">It takes another one back.</param>
/// <param name="CreditReferenceId">Which one.</param>
public sealed record Cdr(
    string CountryCode,
    string PartyId,
    string Id,
    DateTimeOffset StartDateTime,
    DateTimeOffset EndDateTime,
    CdrToken CdrToken,
    AuthMethod AuthMethod,
    CdrLocation CdrLocation,
    string Currency,
    IReadOnlyList<ChargingPeriod> ChargingPeriods,
    Price TotalCost,
    decimal TotalEnergy,
    decimal TotalTime,
    DateTimeOffset LastUpdated,
    string? SessionId = null,
    string? AuthorizationReference = null,
    string? MeterId = null,
    IReadOnlyList<Tariff>? Tariffs = null,
    Price? TotalFixedCost = null,
    Price? TotalEnergyCost = null,
    Price? TotalTimeCost = null,
    decimal? TotalParkingTime = null,
    Price? TotalParkingCost = null,
    Price? TotalReservationCost = null,
    string? Remark = null,
    bool? Credit = null,
    string? CreditReferenceId = null)
{
    /// <summary>The CDR of a priced session.</summary>
    /// <exception cref="ArgumentException">The session has no periods: nothing happened that could be billed.</exception>
    public static Cdr Of(CdrSubject subject, PricedSession session) => CdrMaking.Of(subject, session);

    /// <summary>The CDR that takes this one back: all totals negated, the periods as they were.</summary>
    /// <param name="lastUpdated">When it is made.</param>
    public Cdr Reversed(DateTimeOffset lastUpdated) => this with
    {
        Id = $"{Id}-C",
        Credit = true,
        CreditReferenceId = Id,
        LastUpdated = lastUpdated,
        TotalCost = CdrMaking.Negated(TotalCost)!,
        TotalEnergy = -TotalEnergy,
        TotalTime = -TotalTime,
        TotalFixedCost = CdrMaking.Negated(TotalFixedCost),
        TotalEnergyCost = CdrMaking.Negated(TotalEnergyCost),
        TotalTimeCost = CdrMaking.Negated(TotalTimeCost),
        TotalParkingTime = -TotalParkingTime,
        TotalParkingCost = CdrMaking.Negated(TotalParkingCost),
        TotalReservationCost = CdrMaking.Negated(TotalReservationCost),
    };

    /// <summary>Whether another one bills the same: the same amounts for the same periods under the same tariff, whatever their ids.</summary>
    public bool BillsTheSameAs(Cdr other) =>
        (StartDateTime, EndDateTime, Currency, TotalCost, TotalEnergy, TotalTime) ==
            (other.StartDateTime, other.EndDateTime, other.Currency, other.TotalCost, other.TotalEnergy, other.TotalTime)
        && (TotalFixedCost, TotalEnergyCost, TotalTimeCost, TotalParkingTime, TotalParkingCost, TotalReservationCost) ==
            (other.TotalFixedCost, other.TotalEnergyCost, other.TotalTimeCost, other.TotalParkingTime, other.TotalParkingCost, other.TotalReservationCost)
        && Tariffs is [{ Id: var one }] && other.Tariffs is [{ Id: var another }] && one == another
        && ChargingPeriods.Count == other.ChargingPeriods.Count
        && ChargingPeriods.Zip(other.ChargingPeriods).All(pair =>
            pair.First.StartDateTime == pair.Second.StartDateTime && pair.First.Dimensions.SequenceEqual(pair.Second.Dimensions));

    /// <summary>The CDR as OCPI writes it.</summary>
    public byte[] ToJson() => OcpiJson.Write(this);
}
