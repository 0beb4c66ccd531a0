using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using static Csms.Domain.Tests.Pricing.Prices;

namespace Csms.Domain.Tests.Pricing;

public sealed class RoundingMoney
{
    private static readonly Timeline Hour = new([Charging("2026-01-10 10:00", "2026-01-10 11:00", 1)]);

    [Theory]
    [InlineData("EUR", 1.13, 1.36)]
    [InlineData("JPY", 1, 1)]
    [InlineData("KWD", 1.125, 1.356)]
    [InlineData("CLF", 1.125, 1.3556)]
    public void Knows_the_digits_of_a_currency_and_rounds_half_away_from_zero(string currency, double excl, double incl)
    {
        var session = (Tariff(Kwh(1.125m, 1, 20.5m)) with { Currency = currency }).In("UTC", Hour);
        session.Total.ShouldBe(new((decimal)excl, (decimal)incl));
        session.Exact.ShouldBe(new(1.125m, 1.355625m));
    }

    [Fact]
    public void Rounds_the_total_or_each_line()
    {
        var tariff = Tariff(Kwh(0.125m, 1, 10), Time(0.125m, 1, 10), Flat(0.125m, 10));
        tariff.In("UTC", Hour).Total.ShouldBe(new(0.38m, 0.41m));
        var perLine = tariff.In("UTC", Hour, RoundingPolicy.PerLine);
        perLine.Total.ShouldBe(new(0.39m, 0.42m));
        perLine.Exact.ShouldBe(new(0.375m, 0.4125m));
        perLine.Lines.ShouldAllBe(line => line.Cost == new Price(0.13m, 0.14m));
    }

    [Fact]
    public void Keeps_to_the_limits_whatever_the_lines_add_up_to() =>
        (Tariff(Kwh(0.125m), Time(0.125m)) with { MaxPrice = new(0.25m) }).In("UTC", Hour, RoundingPolicy.PerLine).Total.ShouldBe(new(0.25m));
}
