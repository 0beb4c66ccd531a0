using System.Text;
using System.Text.Json;
using Csms.Domain.Tariffs;
using static Csms.Domain.Tests.Pricing.Prices;

namespace Csms.Domain.Tests.Tariffs;

public sealed class ObjectingToATariff
{
    public static TheoryData<string, string, Tariff> Flawed => new()
    {
        { "tariff_id_invalid", "id", Tariff(Kwh(1)) with { Id = "" } },
        { "tariff_id_invalid", "id", Tariff(Kwh(1)) with { Id = new('x', 37) } },
        { "currency_unknown", "currency", Tariff(Kwh(1)) with { Currency = "eur" } },
        { "tariff_without_elements", "elements", Tariff(Array.Empty<TariffElement>()) },
        { "element_without_components", "elements[0].price_components", Tariff(Array.Empty<PriceComponent>()) },
        { "dimension_twice", "elements[0].price_components", Tariff(Kwh(1), Kwh(2)) },
        { "price_invalid", "elements[0].price_components[1].price", Tariff(Kwh(1), Time(-1)) },
        { "price_invalid", "elements[0].price_components[0].price", Tariff(Kwh(0.12345m)) },
        { "step_size_invalid", "elements[0].price_components[0].step_size", Tariff(Kwh(1, 0)) },
        { "vat_invalid", "elements[0].price_components[0].vat", Tariff(Kwh(1, 1, 101)) },
        { "reservation_dimension", "elements[0].price_components", Tariff(When(new(Reservation: ReservationRestrictionType.Reservation), Kwh(1))) },
        { "range_empty", "elements[0].restrictions.max_kwh", Tariff(When(new(MinKwh: 5, MaxKwh: 5), Kwh(1))) },
        { "range_empty", "elements[0].restrictions.max_duration", Tariff(When(new(MaxDuration: 0), Kwh(1))) },
        { "restriction_invalid", "elements[0].restrictions.min_power", Tariff(When(new(MinPower: -1), Kwh(1))) },
        { "range_empty", "elements[0].restrictions.end_date", Tariff(When(new(StartDate: new(2026, 1, 1), EndDate: new(2026, 1, 1)), Kwh(1))) },
        { "range_empty", "elements[0].restrictions.day_of_week", Tariff(When(new(DayOfWeek: []), Kwh(1))) },
        { "price_limit_invalid", "min_price", Tariff(Kwh(1)) with { MinPrice = new(1, 0.5m) } },
        { "price_limits_crossed", "min_price", Tariff(Kwh(1)) with { MinPrice = new(2), MaxPrice = new(1) } },
        { "never_in_force", "end_date_time", Tariff(Kwh(1)) with { StartDateTime = DateTimeOffset.UnixEpoch, EndDateTime = DateTimeOffset.UnixEpoch } },
    };

    [Theory]
    [MemberData(nameof(Flawed))]
    public void Says_what_is_wrong_and_where(string code, string at, Tariff tariff)
    {
        var objection = TariffObjections.To(tariff).ShouldHaveSingleItem();
        objection.Code.ShouldBe(code);
        objection.Reason.ShouldStartWith($"{at} ");
    }

    [Fact]
    public void Has_none_to_a_free_tariff() => TariffObjections.To(Tariff(new PriceComponent(TariffDimensionType.Flat, 0, 0))).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"id":"1","currency":"EUR"}""")]
    [InlineData("""{"id":"1","currency":"EUR","elements":null}""")]
    [InlineData("""{"id":"1","currency":"EUR","elements":[{"price_components":[{"type":"MAGIC","price":1}]}]}""")]
    [InlineData("""{"id":"1","currency":"EUR","elements":[{"price_components":[{"type":"FLAT","price":1}],"restrictions":{"start_time":"9:00"}}]}""")]
    [InlineData("""{"id":"1","currency":"EUR","elements":[{"price_components":[{"type":"FLAT","price":1}],"restrictions":{"day_of_week":["Monday"]}}]}""")]
    [InlineData("null")]
    public void Is_not_needed_for_what_is_no_tariff(string json) => Should.Throw<JsonException>(() => TariffJson.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Is_of_what_ocpi_writes()
    {
        const string json = """{"id":"1","currency":"EUR","elements":[{"price_components":[{"type":"PARKING_TIME","price":1.50,"step_size":60,"vat":0.0}],"restrictions":{"start_time":"22:30","end_time":"00:00","end_date":"2026-12-24","max_kwh":5.5,"day_of_week":["MONDAY","SUNDAY"],"reservation":"RESERVATION_EXPIRES"}}],"type":"AD_HOC_PAYMENT","max_price":{"excl_vat":10}}""";
        Encoding.UTF8.GetString(TariffJson.Write(TariffJson.Read(Encoding.UTF8.GetBytes(json)))).ShouldBe(json);
    }
}
