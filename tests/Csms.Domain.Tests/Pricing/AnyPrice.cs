using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using Csms.Domain.Tests.Invariants;
using FsCheck;
using FsCheck.Fluent;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Tests.Pricing.Prices;

namespace Csms.Domain.Tests.Pricing;

public sealed class AnyPrice
{
    private static readonly Gen<PriceComponent> Component =
        from type in Anything.Of<TariffDimensionType>()
        from price in Gen.Elements(0, 0.3333m, 0.25m, 1, 7.5m)
        from vat in Gen.Elements<decimal?>(null, 0, 5.2m, 20)
        select new PriceComponent(type, price, 1, vat);

    // Those that do not ask for energy: more energy must not end a dearer price, nor begin a cheaper one.
    private static readonly Gen<TariffRestrictions?> Restriction = Gen.OneOf(
        Gen.Constant<TariffRestrictions?>(null),
        from start in Gen.Choose(0, 23)
        from end in Gen.Choose(0, 23)
        select (TariffRestrictions?)new TariffRestrictions(StartTime: new(start, 30), EndTime: new(end, 0)),
        from min in Gen.Choose(0, 7200)
        from max in Gen.Choose(1, 7200)
        select (TariffRestrictions?)new TariffRestrictions(MinDuration: min, MaxDuration: min + max),
        from day in Anything.Of<DayOfWeek>()
        select (TariffRestrictions?)new TariffRestrictions(DayOfWeek: [day]));

    private static readonly Gen<TariffRestrictions?> OfEnergy =
        from min in Gen.Choose(0, 20)
        from max in Gen.Choose(1, 20)
        select (TariffRestrictions?)new TariffRestrictions(MinKwh: min, MaxKwh: min + max);

    private static readonly Gen<TimelinePeriod[]> Session =
        from start in Gen.Elements(At("2026-03-28 22:10:07"), At("2026-10-24 23:30"), At("2026-07-01 08:00"))
        from parts in (from counts in Gen.Elements(TimeCountsAs.Time, TimeCountsAs.ParkingTime, TimeCountsAs.Nothing)
                       from seconds in Gen.Choose(0, 20_000)
                       from wh in Gen.Choose(0, 30_000)
                       select (counts, seconds, wh)).ArrayOf()
        select Periods(start, parts);

    private static readonly Gen<(Tariff Tariff, TimelinePeriod[] Periods)> Any = Tariffs(Gen.OneOf(Restriction, OfEnergy)).Zip(Session);

    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Does_not_fall_when_more_energy_is_taken() =>
        Tariffs(Restriction).Zip(Session).SelectMany(_ => Gen.Choose(1, 100), (any, factor) => (any.Item1, any.Item2, factor)).ShouldHold(any =>
        {
            var (tariff, periods, factor) = any;
            TimelinePeriod[] more = [.. periods.Select(period => period with { Wh = period.Wh * (100 + factor) / 100 })];
            var (less, dearer) = (Price(tariff, periods).Exact, Price(tariff, more).Exact);
            dearer.ExclVat.ShouldBeGreaterThanOrEqualTo(less.ExclVat);
            (dearer.InclVat ?? dearer.ExclVat).ShouldBeGreaterThanOrEqualTo(less.InclVat ?? less.ExclVat);
        });

    [Fact]
    public void Is_nothing_by_an_empty_tariff() => Session.ShouldHold(periods =>
    {
        var session = Price(new("1", "EUR", []), periods);
        session.Total.ShouldBe(new(0));
        session.Lines.ShouldBeEmpty();
    });

    [Fact]
    public void Is_of_periods_that_add_up_to_the_session() => Any.ShouldHold(any =>
    {
        var periods = Price(any.Tariff, any.Periods).Periods;
        periods.Sum(period => period.Wh).ShouldBe(any.Periods.Sum(period => period.Wh));
        periods.Sum(period => (period.End - period.Start).Ticks).ShouldBe(any.Periods.Sum(period => period.Duration.Ticks));
        periods.ShouldAllBe(period => period.Wh >= 0 && period.End >= period.Start);
    });

    [Fact]
    public void Is_the_sum_of_its_lines_and_of_its_periods_within_a_hair() => Any.ShouldHold(any =>
    {
        var session = Price(any.Tariff, any.Periods);
        session.Lines.Sum(line => line.Exact.ExclVat).ShouldBe(session.Exact.ExclVat, 1e-15m);
        session.Periods.SelectMany(period => period.Prices).Sum(price => price.Exact.ExclVat).ShouldBe(session.Exact.ExclVat, 1e-15m);
        session.Vat.Sum(vat => vat.Exact.InclVat ?? vat.Exact.ExclVat).ShouldBe(session.Exact.InclVat ?? session.Exact.ExclVat, 1e-15m);
    });

    [Fact]
    public void Does_not_depend_on_where_readings_were_taken() => Tariffs(Restriction).Zip(Session).ShouldHold(any =>
    {
        var (tariff, periods) = any;
        TimelinePeriod[] halves = [.. periods.SelectMany(Halves)];
        var (one, other) = (Price(tariff, periods), Price(tariff, halves));

        // A cut moves at most a watt-hour.
        other.Exact.ExclVat.ShouldBe(one.Exact.ExclVat, 0.01m * (1 + halves.Length));
        other.Periods.Select(period => (period.Start, period.End, period.Counts)).ShouldBe(one.Periods.Select(period => (period.Start, period.End, period.Counts)));
    });

    private static PricedSession Price(Tariff tariff, TimelinePeriod[] periods) => PricingEngine.Price(tariff, new(periods), RoundingPolicy.PerTotal, Berlin);

    private static Gen<Tariff> Tariffs(Gen<TariffRestrictions?> restriction) =>
        (from components in Component.NonEmptyListOf()
         from restrictions in restriction
         select new TariffElement([.. components.DistinctBy(component => component.Type)], restrictions)).ArrayOf().Select(Tariff);

    private static TimelinePeriod[] Periods(DateTimeOffset start, (TimeCountsAs Counts, int Seconds, int Wh)[] parts)
    {
        var periods = new List<TimelinePeriod>();
        foreach (var (counts, seconds, wh) in parts)
        {
            periods.Add(new(start, start.AddSeconds(seconds), Activity.Charging, counts, wh));
            start = start.AddSeconds(seconds);
        }

        return [.. periods];
    }

    private static TimelinePeriod[] Halves(TimelinePeriod period)
    {
        var middle = period.Start + (period.Duration / 2);
        var wh = decimal.Floor(period.Wh / 2);
        return period.Duration.TotalSeconds < 2 ? [period] : [period with { End = middle, Wh = wh }, period with { Start = middle, Wh = period.Wh - wh }];
    }
}
