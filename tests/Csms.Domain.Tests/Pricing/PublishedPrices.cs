using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Pricing;

/// <summary>The worked examples of OCPI 2.2.1 (mod_tariffs, mod_cdrs). They lie beside the repository, not in it.</summary>
public sealed class PublishedPrices
{
    private static readonly Lazy<JsonNode?> Vectors = new(() => SharedVectors.Find("billing", "pricing.json"));

    public static TheoryData<string> Names =>
        Vectors.Value is { } vectors ? [.. vectors["vectors"]!.AsArray().Select(vector => (string)vector!["id"]!)] : [SharedVectors.Missing];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Are_reproduced(string name)
    {
        Skip.If(name == SharedVectors.Missing, SharedVectors.Missing);
        var vector = Vectors.Value!["vectors"]!.AsArray().Single(vector => (string)vector!["id"]! == name)!;

        var session = PricingEngine.Price(
            Read(vector["tariff"] is JsonObject inline ? inline : Vectors.Value["tariffs"]![(string)vector["tariff"]!]!),
            new([.. vector["timeline"]!.AsArray().Select(period => Period(period!))]),
            RoundingPolicy.PerTotal,
            TimeZoneInfo.FindSystemTimeZoneById((string)vector["time_zone"]!));

        Rounded(session.Exact.ExclVat).ShouldBe(Rounded(Number(vector["expect"]!["excl_vat"]!)));
        if (vector["expect"]!["incl_vat"] is { } incl) Rounded(session.Exact.InclVat.ShouldNotBeNull()).ShouldBe(Rounded(Number(incl)));
    }

    [SkippableFact]
    public void Are_all_read()
    {
        Skip.If(Vectors.Value is null, SharedVectors.Missing);
        Names.Count.ShouldBe(22);
    }

    [SkippableFact]
    public void Are_of_tariffs_without_objections()
    {
        Skip.If(Vectors.Value is null, SharedVectors.Missing);
        foreach (var (_, tariff) in Vectors.Value["tariffs"]!.AsObject()) TariffObjections.To(Read(tariff!)).ShouldBeEmpty();
    }

    [SkippableFact]
    public void Are_of_tariffs_that_are_written_as_they_were_read()
    {
        Skip.If(Vectors.Value is null, SharedVectors.Missing);
        foreach (var (_, tariff) in Vectors.Value["tariffs"]!.AsObject())
            JsonNode.DeepEquals(JsonNode.Parse(TariffJson.Write(Read(tariff!))), tariff).ShouldBeTrue(tariff!.ToJsonString());
    }

    // Some are printed without an id.
    private static Tariff Read(JsonNode tariff)
    {
        var named = tariff.DeepClone();
        named["id"] ??= "1";
        return TariffJson.Read(Encoding.UTF8.GetBytes(named.ToJsonString()));
    }

    private static TimelinePeriod Period(JsonNode period)
    {
        var (activity, counts) = (string)period["kind"]! switch
        {
            "CHARGING" => (Activity.Charging, TimeCountsAs.Time),
            "PARKING" => (Activity.SuspendedByVehicle, TimeCountsAs.ParkingTime),
            "RESERVATION" => (Activity.Reserved, TimeCountsAs.Reservation),
            var other => throw new ArgumentException(other),
        };
        return new(
            At((string)period["start"]!),
            At((string)period["end"]!),
            activity,
            counts,
            period["kwh"] is { } kwh ? Number(kwh) * 1000 : 0,
            Current: period["current_a"] is { } current ? Number(current) : null);
    }

    private static decimal Number(JsonNode node) => decimal.Parse(node.ToString(), CultureInfo.InvariantCulture);

    private static decimal Rounded(decimal amount) => decimal.Round(amount, 4);
}
