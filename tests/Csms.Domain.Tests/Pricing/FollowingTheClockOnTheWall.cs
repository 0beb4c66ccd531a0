using Csms.Domain.Tariffs;
using static Csms.Domain.Tests.Pricing.Prices;

namespace Csms.Domain.Tests.Pricing;

public sealed class FollowingTheClockOnTheWall
{
    private const string Berlin = "Europe/Berlin";

    private static readonly Tariff NightUntilFour = Tariff(When(new(StartTime: new(0, 0), EndTime: new(4, 0)), Time(6)), new TariffElement([Time(3)]));

    [Fact]
    public void In_spring_the_night_is_an_hour_shorter() =>
        NightUntilFour.In(Berlin, Charging("2026-03-29 00:00", "2026-03-29 04:00")).Total.ExclVat.ShouldBe((2 * 6) + (2 * 3));

    [Fact]
    public void In_autumn_the_night_is_an_hour_longer() =>
        NightUntilFour.In(Berlin, Charging("2026-10-24 23:00", "2026-10-25 04:00")).Total.ExclVat.ShouldBe((4 * 6) + (1 * 3));

    [Fact]
    public void In_autumn_the_hour_that_comes_twice_is_priced_twice()
    {
        var session = Tariff(When(new(StartTime: new(2, 0), EndTime: new(2, 30)), Time(10))).In(Berlin, Charging("2026-10-24 23:00", "2026-10-25 04:00"));
        session.Total.ExclVat.ShouldBe(10);
        session.Clock().ShouldBe([("24 23:00", "25 00:00"), ("25 00:00", "25 00:30"), ("25 00:30", "25 01:00"), ("25 01:00", "25 01:30"), ("25 01:30", "25 04:00")]);
    }

    [Fact]
    public void In_spring_the_hour_that_is_left_out_is_not_priced() =>
        Tariff(When(new(StartTime: new(2, 0), EndTime: new(2, 30)), Time(10))).In(Berlin, Charging("2026-03-29 00:00", "2026-03-29 04:00")).Total.ExclVat.ShouldBe(0);

    [Fact]
    public void In_spring_a_time_that_is_left_out_comes_with_the_jump()
    {
        var session = Tariff(When(new(StartTime: new(2, 30), EndTime: new(4, 0)), Time(10))).In(Berlin, Charging("2026-03-29 00:00", "2026-03-29 04:00"));
        session.Clock().ShouldBe([("29 00:00", "29 01:00"), ("29 01:00", "29 02:00"), ("29 02:00", "29 04:00")]);
        session.Total.ExclVat.ShouldBe(10);
    }

    [Fact]
    public void An_end_before_the_start_is_of_the_next_day()
    {
        var tariff = Tariff(When(new(StartTime: new(22, 0), EndTime: new(6, 0)), Time(1)), new TariffElement([Time(10)]));
        tariff.In(Berlin, Charging("2026-01-10 19:00", "2026-01-11 07:00")).Total.ExclVat.ShouldBe((2 * 10) + 8 + (2 * 10));
    }

    [Fact]
    public void Midnight_is_the_end_of_the_day()
    {
        var tariff = Tariff(When(new(StartTime: new(20, 0), EndTime: new(0, 0)), Time(1)), new TariffElement([Time(10)]));
        tariff.In(Berlin, Charging("2026-01-10 21:00", "2026-01-11 00:00")).Total.ExclVat.ShouldBe(2 + 10);
    }

    [Fact]
    public void Only_an_end_or_only_a_start_is_enough()
    {
        Tariff(When(new(EndTime: new(1, 0)), Time(1))).Of(Charging("2026-01-10 23:00", "2026-01-11 02:00")).Total.ExclVat.ShouldBe(1);
        Tariff(When(new(StartTime: new(23, 30)), Time(1))).Of(Charging("2026-01-10 23:00", "2026-01-11 02:00")).Total.ExclVat.ShouldBe(0.5m);
    }

    [Fact]
    public void Days_of_the_week_change_at_the_locations_midnight()
    {
        var tariff = Tariff(When(new(DayOfWeek: [DayOfWeek.Saturday]), Time(1)), new TariffElement([Time(10)]));
        tariff.In("America/Los_Angeles", Charging("2026-01-10 06:00", "2026-01-10 10:00")).Total.ExclVat.ShouldBe(20 + 2);
    }

    [Fact]
    public void Dates_begin_and_end_at_the_turn_of_the_month()
    {
        var february = Tariff(When(new(StartDate: new(2026, 2, 1), EndDate: new(2026, 3, 1)), Time(1)), new TariffElement([Time(10)]));
        february.In(Berlin, Charging("2026-01-31 22:00", "2026-02-01 00:00")).Total.ExclVat.ShouldBe(10 + 1);
        february.In(Berlin, Charging("2026-02-28 22:00", "2026-03-01 00:00")).Total.ExclVat.ShouldBe(1 + 10);
        Tariff(When(new(StartDate: new(2028, 2, 29), EndDate: new(2028, 3, 1)), Time(1))).Of(Charging("2028-02-28 00:00", "2028-03-02 00:00")).Total.ExclVat.ShouldBe(24);
    }

    [Fact]
    public void A_zone_of_quarter_hours_is_as_good_as_any() =>
        Tariff(When(new(StartTime: new(12, 0)), Time(4))).In("Asia/Kathmandu", Charging("2026-01-10 06:00", "2026-01-10 07:00")).Total.ExclVat.ShouldBe(3);
}
