using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Pricing;

/// <summary>Short ways to say what a session was and what it costs.</summary>
internal static class Prices
{
    public static PriceComponent Kwh(decimal price, int step = 1, decimal? vat = null) => new(TariffDimensionType.Energy, price, step, vat);

    public static PriceComponent Time(decimal price, int step = 1, decimal? vat = null) => new(TariffDimensionType.Time, price, step, vat);

    public static PriceComponent Parking(decimal price, int step = 1, decimal? vat = null) => new(TariffDimensionType.ParkingTime, price, step, vat);

    public static PriceComponent Flat(decimal price, decimal? vat = null) => new(TariffDimensionType.Flat, price, 1, vat);

    public static TariffElement When(TariffRestrictions restrictions, params PriceComponent[] components) => new(components, restrictions);

    public static Tariff Tariff(params PriceComponent[] components) => Tariff(new TariffElement(components));

    public static Tariff Tariff(params TariffElement[] elements) => new("1", "EUR", elements);

    public static TimelinePeriod Charging(string from, string to, decimal kwh = 0, decimal? kw = null, decimal? amperes = null) =>
        new(At(from), At(to), Activity.Charging, TimeCountsAs.Time, kwh * 1000, kw * 1000, amperes);

    public static TimelinePeriod Idle(string from, string to) => new(At(from), At(to), Activity.SuspendedByVehicle, TimeCountsAs.ParkingTime);

    public static TimelinePeriod Free(string from, string to, decimal kwh = 0) =>
        new(At(from), At(to), Activity.SuspendedByChargePoint, TimeCountsAs.Nothing, kwh * 1000);

    public static PricedSession In(this Tariff tariff, string zone, params TimelinePeriod[] periods) => tariff.In(zone, new Timeline(periods));

    public static PricedSession In(this Tariff tariff, string zone, Timeline timeline, RoundingPolicy rounding = RoundingPolicy.PerTotal) =>
        PricingEngine.Price(tariff, timeline, rounding, TimeZoneInfo.FindSystemTimeZoneById(zone));

    public static PricedSession Of(this Tariff tariff, params TimelinePeriod[] periods) => tariff.In("UTC", periods);

    public static IEnumerable<(string From, string To)> Clock(this PricedSession session) =>
        session.Periods.Select(period => ($"{period.Start:dd HH:mm}", $"{period.End:dd HH:mm}"));
}
