using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Tests.Pricing.Prices;

namespace Csms.Domain.Tests.Pricing;

public sealed class PricingASession
{
    [Fact]
    public void Costs_nothing_where_no_element_matches() =>
        Tariff(When(new(MinKwh: 100), Kwh(1))).Of(Charging("2026-01-10 10:00", "2026-01-10 11:00", 20)).Total.ShouldBe(new(0));

    [Fact]
    public void Takes_each_dimension_from_the_first_element_that_has_it()
    {
        var tariff = Tariff(When(new(MaxDuration: 1800), Kwh(1)), new TariffElement([Kwh(2), Time(6), Flat(0.5m)]), new TariffElement([Kwh(100), Flat(100)]));
        tariff.Of(Charging("2026-01-10 10:00", "2026-01-10 11:00", 10)).Total.ExclVat.ShouldBe(5 + 10 + 6 + 0.5m);
    }

    [Fact]
    public void Counts_durations_from_the_start_of_the_session_also_for_parking() =>
        Tariff(When(new(MinDuration: 4 * 3600), Parking(6))).Of(Charging("2026-01-10 10:00", "2026-01-10 13:30"), Idle("2026-01-10 13:30", "2026-01-10 14:30"))
            .Total.ExclVat.ShouldBe(3);

    [Fact]
    public void Cuts_at_the_energy_where_a_price_begins_and_says_that_nobody_read_it_there()
    {
        var session = Tariff(When(new(MaxKwh: 3.3335m), Kwh(0.3m)), new TariffElement([Kwh(0.5m)])).Of(Charging("2026-01-10 10:00", "2026-01-10 11:00", 10));
        session.Total.ExclVat.ShouldBe(4.33m);
        session.Exact.ExclVat.ShouldBe((3.3335m * 0.3m) + (6.6665m * 0.5m));
        session.Periods.Select(period => (period.Wh, period.AtStart, period.AtEnd)).ShouldBe([
            (3_333.5m, RegisterSource.Measured, RegisterSource.Derived),
            (6_666.5m, RegisterSource.Derived, RegisterSource.Measured),
        ]);
    }

    [Fact]
    public void Cuts_in_whole_watt_hours_where_a_time_comes_and_leaves_the_remainder_to_the_later_part()
    {
        var session = Tariff(When(new(EndTime: new(10, 20)), Kwh(0.3m)), new TariffElement([Kwh(0.6m)])).Of(Charging("2026-01-10 10:00", "2026-01-10 11:00", 1));
        session.Periods.Select(period => period.Wh).ShouldBe([333, 667]);
        session.Exact.ExclVat.ShouldBe((0.333m * 0.3m) + (0.667m * 0.6m));
    }

    [Fact]
    public void Follows_the_power_of_each_period()
    {
        TariffElement[] elements = [When(new(MaxPower: 16), Kwh(0.2m)), When(new(MaxPower: 32), Kwh(0.35m)), new([Kwh(0.5m)])];
        TimelinePeriod[] periods =
        [
            Charging("2026-01-10 10:00", "2026-01-10 10:30", 3),
            Charging("2026-01-10 10:30", "2026-01-10 11:15", 36, kw: 48),
            Charging("2026-01-10 11:15", "2026-01-10 11:45", 8, kw: 16),
        ];
        Tariff(elements).Of(periods).Total.ExclVat.ShouldBe((3 * 0.2m) + (36 * 0.5m) + (8 * 0.35m));
    }

    [Fact]
    public void Is_doubtful_when_the_tariff_depends_on_a_current_that_nobody_measured()
    {
        var tariff = Tariff(When(new(MinCurrent: 32), Time(2)), When(new(MaxCurrent: 32), Time(1)));
        tariff.Of(Charging("2026-01-10 10:00", "2026-01-10 11:00", 10)).Flags.ShouldBe([PricingFlag.CurrentUnknown]);
        tariff.Of(Charging("2026-01-10 10:00", "2026-01-10 11:00", 10, amperes: 32)).Total.ExclVat.ShouldBe(2);
        tariff.Of(Charging("2026-01-10 10:00", "2026-01-10 11:00", 10, amperes: 31.9m), Idle("2026-01-10 11:00", "2026-01-10 12:00")).Flags.ShouldBeEmpty();
    }

    [Fact]
    public void Charges_a_flat_fee_once_though_it_changes_its_element() =>
        Tariff(When(new(EndTime: new(10, 30)), Flat(1)), new TariffElement([Flat(2)])).Of(Charging("2026-01-10 10:00", "2026-01-10 11:00")).Total.ExclVat.ShouldBe(1);

    [Fact]
    public void Charges_a_flat_fee_of_a_session_that_took_no_time() => Tariff(Flat(1)).Of(Charging("2026-01-10 10:00", "2026-01-10 10:00")).Total.ExclVat.ShouldBe(1);

    [Fact]
    public void Charges_nothing_for_a_session_that_is_not() => Tariff(Flat(1), Kwh(1)).Of().Total.ShouldBe(new(0));

    [Fact]
    public void Bills_energy_but_no_time_while_the_charge_point_holds_back() =>
        Tariff(Kwh(1), Time(60), Parking(60)).Of(Free("2026-01-10 10:00", "2026-01-10 11:00", 0.5m)).Total.ExclVat.ShouldBe(0.5m);

    [Fact]
    public void Rounds_a_session_up_to_the_step_once_and_shows_it_in_the_last_period()
    {
        var session = Tariff(When(new(EndTime: new(10, 30)), Time(2, 600)), new TariffElement([Time(6, 600)])).Of(Charging("2026-01-10 10:25", "2026-01-10 10:37"));
        session.Exact.ExclVat.ShouldBe((2 * 5 / 60m) + (6 * 15 / 60m), 0.000000001m);
        session.Periods.SelectMany(period => period.Prices).Select(price => decimal.Round(price.AddedByStep * 60, 9)).ShouldBe([0, 8]);
        session.Lines.Select(line => (line.ElementIndex, decimal.Round(line.Volume * 60, 9), decimal.Round(line.AddedByStep * 60, 9))).ShouldBe([(0, 5, 0), (1, 15, 8)]);
    }

    [Fact]
    public void Adds_up_thirds_to_the_whole()
    {
        var session = Tariff(When(new(EndTime: new(10, 20)), Time(1)), When(new(EndTime: new(10, 40)), Time(1)), new TariffElement([Time(1)]))
            .Of(Charging("2026-01-10 10:00", "2026-01-10 11:00"));
        session.Lines.Count.ShouldBe(3);
        session.Exact.ExclVat.ShouldBe(1);
    }

    [Fact]
    public void Prices_a_reservation_and_its_fee_apart_from_the_session()
    {
        var tariff = Tariff(When(new(Reservation: ReservationRestrictionType.Reservation), Flat(2, 20), Time(5, 300, 20)), new TariffElement([Flat(0.5m, 20), Kwh(0.25m, 1, 10)]));
        var session = tariff.In("UTC", new Timeline([Charging("2026-01-10 10:13", "2026-01-10 11:13", 20)]).AfterReservation(At("2026-01-10 10:00"), At("2026-01-10 10:13")));
        (session.Total, session.ReservationCost).ShouldBe((new(8.75m, 10), new(3.25m, 3.90m)));
        (session.CostOf(TariffDimensionType.Flat), session.CostOf(TariffDimensionType.Energy), session.CostOf(TariffDimensionType.Time)).ShouldBe((new(0.5m, 0.6m), new(5, 5.5m), null));
    }

    [Fact]
    public void Prices_a_reservation_that_nobody_came_for()
    {
        var fee = Tariff(When(new(Reservation: ReservationRestrictionType.ReservationExpires), Flat(4, 20)), When(new(Reservation: ReservationRestrictionType.Reservation), Time(2, 600, 20)), new TariffElement([Flat(0.5m)]));
        var time = Tariff(When(new(Reservation: ReservationRestrictionType.Reservation), Time(3, 600, 20)), When(new(Reservation: ReservationRestrictionType.ReservationExpires), Time(6, 600, 20)));
        var timeline = Timeline.Empty.AfterReservation(At("2026-01-10 10:00"), At("2026-01-10 11:00"), expired: true);
        fee.In("UTC", timeline).Total.ShouldBe(new(6, 7.2m));
        time.In("UTC", timeline).Total.ShouldBe(new(6, 7.2m));
    }

    [Theory]
    [InlineData(1, 0.50, 0.55)]
    [InlineData(20, 5, 5.5)]
    [InlineData(50, 10, 11)]
    public void Stays_within_the_limits_of_the_tariff(int kwh, double excl, double incl)
    {
        var tariff = Tariff(Kwh(0.25m, 1, 10)) with { MinPrice = new(0.5m, 0.55m), MaxPrice = new(10, 11) };
        var session = tariff.Of(Charging("2026-01-10 10:00", "2026-01-10 11:00", kwh));
        session.Total.ShouldBe(new((decimal)excl, (decimal)incl));
        session.Limit.ShouldBe(kwh switch { 1 => PriceLimit.MinPrice, 50 => PriceLimit.MaxPrice, _ => null });
    }

    [Fact]
    public void Takes_the_sessions_own_proportion_where_a_limit_says_nothing_about_vat()
    {
        var tariff = Tariff(Kwh(0.25m, 1, 10)) with { MaxPrice = new(10) };
        tariff.Of(Charging("2026-01-10 10:00", "2026-01-10 11:00", 80)).Total.ShouldBe(new(10, 11));
    }

    [Fact]
    public void Tells_no_vat_from_a_rate_of_zero()
    {
        TimelinePeriod[] periods = [Charging("2026-01-10 10:00", "2026-01-10 11:00", 10)];
        Tariff(Kwh(1)).Of(periods).Total.ShouldBe(new(10, null));
        Tariff(Kwh(1, 1, 0)).Of(periods).Total.ShouldBe(new(10, 10));
        var mixed = Tariff(Kwh(1, 1, 10), Flat(1), Time(1, 1, 0)).Of(periods);
        mixed.Total.ShouldBe(new(12, 13));
        mixed.Vat.ShouldBe([new(null, new(1)), new(0, new(1, 1)), new(10, new(10, 11))]);
    }
}
