using System.Text.Json.Serialization;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;

namespace Csms.Domain.Pricing;

/// <summary>What a session costs, and how that came about. The same input gives the same result for ever: where the engine must change, its
/// version does.</summary>
/// <param name="EngineVersion">Of <see cref="PricingEngine"/>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Rounding">Where it was rounded.</param>
/// <param name="Total">What is billed.</param>
/// <param name="Exact">The same before it was rounded.</param>
/// <param name="Limit">Whether the tariff's min_price or max_price made it so; null: the lines add up to it.</param>
/// <param name="Lines">One for each price that was used, in the order of the tariff; steps included.</param>
/// <param name="Periods">When which prices applied; a new one wherever that changes.</param>
/// <param name="Flags">What is doubtful; such a session is held.</param>
public sealed record PricedSession(
    int EngineVersion,
    string Currency,
    RoundingPolicy Rounding,
    Price Total,
    Price Exact,
    PriceLimit? Limit,
    IReadOnlyList<CostLine> Lines,
    IReadOnlyList<PricedPeriod> Periods,
    IReadOnlyList<PricingFlag> Flags)
{
    /// <summary>Exact cost of a dimension before any limit, without reservations; null when none of it was billed.</summary>
    public Price? CostOf(TariffDimensionType type) => Sum(Lines.Where(line => line.Type == type && !line.IsReservation));

    /// <summary>Exact cost of the reservation, its fee included; null when none was billed.</summary>
    [JsonIgnore]
    public Price? ReservationCost => Sum(Lines.Where(line => line.IsReservation));

    /// <summary>Exact cost by rate of VAT before any limit; a rate of null is what VAT does not apply to.</summary>
    [JsonIgnore]
    public IReadOnlyList<VatLine> Vat =>
        [.. Lines.GroupBy(line => line.Vat).OrderBy(rate => rate.Key).Select(rate => new VatLine(rate.Key, Sum(rate)!))];

    private static Price? Sum(IEnumerable<CostLine> lines) => lines.Select(line => line.Exact).Aggregate((Price?)null, Plus);

    private static Price Plus(Price? one, Price other) => one is null
        ? other
        : new(one.ExclVat + other.ExclVat, one.InclVat is null && other.InclVat is null ? null : (one.InclVat ?? one.ExclVat) + (other.InclVat ?? other.ExclVat));
}

/// <summary>A line of a bill: what was billed by one price component.</summary>
/// <param name="ElementIndex">Which element of the tariff.</param>
/// <param name="Type">Which of its components.</param>
/// <param name="IsReservation">It prices the reservation.</param>
/// <param name="Volume">kWh, hours, or 1; what the step size added included.</param>
/// <param name="AddedByStep">What the step size added to it.</param>
/// <param name="UnitPrice">Excl. VAT, per kWh, per hour, or once.</param>
/// <param name="Vat">Percent; null: VAT does not apply.</param>
/// <param name="Exact">Cost before it is rounded.</param>
/// <param name="Cost">Rounded to the currency's minor unit; only under <see cref="RoundingPolicy.PerLine"/> these add up to the total.</param>
public sealed record CostLine(
    int ElementIndex,
    TariffDimensionType Type,
    bool IsReservation,
    decimal Volume,
    decimal AddedByStep,
    decimal UnitPrice,
    decimal? Vat,
    Price Exact,
    Price Cost);

/// <summary>A stretch in which the same prices applied (OCPI 2.2.1 section 10.4.2, ChargingPeriod).</summary>
/// <param name="Start">Corrected time.</param>
/// <param name="End">Corrected time.</param>
/// <param name="Counts">What its time counts as.</param>
/// <param name="Wh">Energy delivered in it, billed or not.</param>
/// <param name="AtStart">Where the register at its start comes from.</param>
/// <param name="AtEnd">Where the register at its end comes from.</param>
/// <param name="Prices">What was billed in it; empty: nothing.</param>
public sealed record PricedPeriod(
    DateTimeOffset Start,
    DateTimeOffset End,
    TimeCountsAs Counts,
    decimal Wh,
    RegisterSource AtStart,
    RegisterSource AtEnd,
    IReadOnlyList<PricedVolume> Prices);

/// <summary>What a price component billed in a period.</summary>
/// <param name="ElementIndex">Which element of the tariff.</param>
/// <param name="Type">Which of its components.</param>
/// <param name="Volume">kWh, hours, or 1; what the step size added included.</param>
/// <param name="AddedByStep">What the step size added to it, in the last period that it concerns.</param>
/// <param name="UnitPrice">Excl. VAT.</param>
/// <param name="Vat">Percent; null: VAT does not apply.</param>
/// <param name="Exact">Its cost, not rounded.</param>
public sealed record PricedVolume(
    int ElementIndex, TariffDimensionType Type, decimal Volume, decimal AddedByStep, decimal UnitPrice, decimal? Vat, Price Exact);

/// <summary>Cost by rate of VAT.</summary>
/// <param name="Rate">Percent; null: VAT does not apply.</param>
/// <param name="Exact">Not rounded.</param>
public sealed record VatLine(decimal? Rate, Price Exact);

/// <summary>Which limit of the tariff applied.</summary>
public enum PriceLimit
{
    /// <summary>min_price.</summary>
    [JsonStringEnumMemberName("MIN_PRICE")]
    MinPrice,

    /// <summary>max_price.</summary>
    [JsonStringEnumMemberName("MAX_PRICE")]
    MaxPrice,
}

/// <summary>What is doubtful about a price.</summary>
public enum PricingFlag
{
    /// <summary>The tariff depends on current, and none was sampled: its elements did not apply.</summary>
    [JsonStringEnumMemberName("CURRENT_UNKNOWN")]
    CurrentUnknown,
}
