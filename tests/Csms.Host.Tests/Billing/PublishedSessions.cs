using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Billing;

/// <summary>The worked examples of OCPI 2.2.1, as a charge point tells them. They lie beside the repository, not in it.</summary>
public sealed class PublishedSessions(BillingHost csms) : IClassFixture<BillingHost>
{
    private const string Missing = "the vectors are not beside the repository";
    private static readonly Lazy<JsonNode?> Vectors = new(Find);

    // A reservation is told by other messages.
    public static TheoryData<string> Names => Vectors.Value is { } vectors
        ? [.. vectors["vectors"]!.AsArray().Where(v => v!["timeline"]!.AsArray().All(p => (string)p!["kind"]! != "RESERVATION")).Select(v => (string)v!["id"]!)]
        : [Missing];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task End_in_the_bill_that_is_printed(string name)
    {
        Skip.If(name == Missing, Missing);
        var index = Vectors.Value!["vectors"]!.AsArray().Select(v => (string)v!["id"]!).ToList().IndexOf(name);
        var vector = Vectors.Value["vectors"]![index]!;
        var tariff = (vector["tariff"] is JsonObject inline ? inline : Vectors.Value["tariffs"]![(string)vector["tariff"]!]!).DeepClone();
        tariff["id"] = $"vector-{index}";
        await using var cp = await csms.ConnectAsync($"CP-V{index}", tariff, (string)vector["time_zone"]!);
        var timeline = vector["timeline"]!.AsArray();
        var register = 1000m;

        var id = await cp.StartsAsync((string)timeline[0]!["start"]!);
        foreach (var period in timeline)
        {
            var (start, end) = ((string)period!["start"]!, (string)period["end"]!);
            await cp.TellsAsync((string)period["kind"]! == "CHARGING" ? "Charging" : "SuspendedEV", start);
            await cp.ReadsAsync(id, start, register, period["current_a"] is { } current ? Number(current) : null);
            register += period["kwh"] is { } kwh ? Number(kwh) * 1000 : 0;
            await cp.ReadsAsync(id, end, register);
        }

        await cp.StopsAsync(id, (string)timeline[^1]!["end"]!, (long)register);

        var bill = (await csms.CdrsAsync(id, "issued"))[0];
        Number(bill["totalExclVat"]!).ShouldBe(Rounded(vector["expect"]!["excl_vat"]!));
        if (vector["expect"]!["incl_vat"] is { } incl)
            Number(bill["totalInclVat"]!).ShouldBe(Rounded(incl));
        var cdr = await csms.Admin.ReadAsync($"/cdrs/{bill["cdrId"]}");
        Number(cdr["total_cost"]["excl_vat"]!).ShouldBe(Rounded(vector["expect"]!["excl_vat"]!));
        ((string?)cdr["cdr_location"]["city"]).ShouldBe("Köln");
    }

    private static decimal Rounded(JsonNode amount) => decimal.Round(Number(amount), 2, MidpointRounding.AwayFromZero);

    private static decimal Number(JsonNode node) => decimal.Parse(node.ToString(), CultureInfo.InvariantCulture);

    private static JsonNode? Find()
    {
        var project = typeof(PublishedSessions).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!;
        for (var parent = new DirectoryInfo(project); parent is not null; parent = parent.Parent)
        {
            var path = Path.Combine(parent.FullName, "shared", "vectors", "billing", "pricing.json");
            if (File.Exists(path))
                return JsonNode.Parse(File.ReadAllText(path));
        }

        return null;
    }
}
