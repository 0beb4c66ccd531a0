using Csms.Domain.Assignments;
using Csms.Domain.Cdrs;
using Csms.Domain.Places;
using Csms.Domain.Tariffs;
using Csms.EventStore;
using Csms.Host.Billing;
using Csms.Host.Commands;

namespace Csms.Host.Demo;

/// <summary>Where the demo's charge points stand and what they cost, so that its week has bills.</summary>
internal static class DemoSites
{
    private const string AcGroup = "demo-ac";
    private const string DcGroup = "demo-dc";

    private static readonly (string Name, string Address, string PostalCode, string City, GeoLocation Coordinates)[] Sites =
    [
        ("Harbour car park", "Kaistrasse 4", "20457", "Hamburg", new("53.543", "9.988")),
        ("Central station north", "Bahnhofsplatz 11", "28195", "Bremen", new("53.083", "8.813")),
        ("Elm Street garage", "Ulmenallee 27", "10439", "Berlin", new("52.549", "13.413")),
        ("Market hall", "Marktplatz 2", "04109", "Leipzig", new("51.340", "12.375")),
        ("Riverside offices", "Mainkai 19", "60311", "Frankfurt am Main", new("50.109", "8.682")),
        ("Motorway services east", "Rasthof Ost 1", "90475", "Nürnberg", new("49.404", "11.196")),
        ("University campus", "Am Hang 8", "70569", "Stuttgart", new("48.745", "9.105")),
        ("Old brewery", "Brauereiweg 3", "81669", "München", new("48.127", "11.607")),
    ];

    /// <summary>Energy by day and by night, and a price for standing about when the car is full.</summary>
    private static readonly Tariff Ac = TariffJson.Read(
        """
        {"id":"DEMO-AC","country_code":"DE","party_id":"DEM","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","elements":[
          {"price_components":[{"type":"ENERGY","price":0.39,"vat":19.0,"step_size":1}],"restrictions":{"start_time":"22:00","end_time":"06:00"}},
          {"price_components":[{"type":"ENERGY","price":0.49,"vat":19.0,"step_size":1},{"type":"PARKING_TIME","price":3.00,"vat":19.0,"step_size":60}]}]}
        """u8);

    private static readonly Tariff Dc = TariffJson.Read(
        """
        {"id":"DEMO-DC","country_code":"DE","party_id":"DEM","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","elements":[
          {"price_components":[{"type":"FLAT","price":1.00,"vat":19.0,"step_size":1},{"type":"ENERGY","price":0.69,"vat":19.0,"step_size":1},
            {"type":"PARKING_TIME","price":6.00,"vat":19.0,"step_size":60}]}]}
        """u8);

    /// <summary>The past is told without the statuses of connectors, so that nobody knows when a vehicle left: it would be billed for having stood there until now.</summary>
    public static void LimitParking(BillingOptions billing)
    {
        billing.IdleGrace = TimeSpan.FromMinutes(15);
        billing.MaxBillableIdle = TimeSpan.FromHours(1);
    }

    /// <param name="historyFrom">The tariffs count from then on: the demo tells sessions of days gone by.</param>
    public static async Task EnterAsync(
        CommandRunner runner, int chargePoints, Func<int, string> idOf, EventMetadata metadata, DateTimeOffset historyFrom, CancellationToken cancellationToken)
    {
        foreach (var (tariff, group) in new[] { (Ac, AcGroup), (Dc, DcGroup) })
        {
            await runner.RunAsync(
                Streams.Tariffs, VersionedTariff.StreamId(tariff.Id), new TariffCommand.RequestPublication(tariff, historyFrom, historyFrom), metadata, cancellationToken);
            await runner.RunAsync(
                Streams.Assignments,
                Assignment.StreamId(AssignmentScope.ChargePointGroup, group),
                new AssignmentCommand.RequestAssignment(AssignmentScope.ChargePointGroup, group, tariff.Id, historyFrom),
                metadata,
                cancellationToken);
        }

        await Parallel.ForEachAsync(Enumerable.Range(1, chargePoints), Together(cancellationToken), async (number, cancellation) =>
            await runner.RunAsync(Streams.Places, Place.StreamId(idOf(number)), new DescribePlace(idOf(number), PlaceOf(number, chargePoints)), metadata, cancellation));
    }

    /// <summary>Many at once share commits: one after another they would keep a visitor waiting.</summary>
    public static ParallelOptions Together(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken };

    private static Place PlaceOf(int number, int chargePoints)
    {
        var site = (number - 1) * Sites.Length / chargePoints;
        var (name, address, postalCode, city, coordinates) = Sites[site];
        // As the fleet builds them: every third is a fast charger.
        var isDc = number % 3 == 0;
        PlacedConnector[] connectors = isDc
            ? [new(1, "IEC_62196_T2_COMBO", "CABLE", "DC", 150_000), new(2, "IEC_62196_T2_COMBO", "CABLE", "DC", 150_000)]
            : [new(1, MaxPower: 22_000), new(2, MaxPower: 22_000)];
        return new($"SITE-{site + 1}", address, city, "DEU", coordinates, "Europe/Berlin", connectors, isDc ? DcGroup : AcGroup, name, postalCode);
    }
}
