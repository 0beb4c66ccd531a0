using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.Energy;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Energy;

/// <summary>Registers as charge points really sent them. They lie beside the repository, not in it.</summary>
public sealed class PublishedRegisters
{
    private static readonly Lazy<JsonNode?> Vectors = new(() => SharedVectors.Find("billing", "energy.json"));

    public static TheoryData<string> Names =>
        Vectors.Value is { } vectors ? [.. vectors["scenarios"]!.AsArray().Select(scenario => (string)scenario!["id"]!)] : [SharedVectors.Missing];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Are_resolved(string name)
    {
        Skip.If(name == SharedVectors.Missing, SharedVectors.Missing);
        var scenario = Vectors.Value!["scenarios"]!.AsArray().Single(scenario => (string)scenario!["id"]! == name)!;
        var (tx, expected) = (scenario["tx"]!, scenario["expect"]!);

        var energy = ResolvedEnergy.Of(new(
            Time(0),
            (decimal?)tx["meterStart"],
            [.. tx["samples"]!.AsArray().Select(sample => new TimedReading(Time((int)sample!["t"]!), [new(sample["wh"]!.ToString(), Context: (string?)sample["ctx"])]))],
            tx["stop_t"] is { } stopped ? Time((int)stopped) : null,
            (decimal?)tx["meterStop"],
            (decimal?)tx["max_power_w"]));

        energy.Wh.ShouldBe((long)expected["wh"]!);
        energy.Flags.Select(flag => JsonSerializer.SerializeToNode(flag, FlagJson)!.ToString())
            .ShouldBe(expected["flags"]!.AsArray().Select(flag => (string)flag!), ignoreOrder: true);
        energy.Billable.ShouldBe((bool)expected["billable"]!);
        energy.Course.Points[^1].Wh.ShouldBe(energy.Wh);
    }

    [SkippableFact]
    public void Are_all_read()
    {
        Skip.If(Vectors.Value is null, SharedVectors.Missing);
        Names.Count.ShouldBe(10);
    }

    private static readonly JsonSerializerOptions FlagJson = new() { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private static ReportedTime Time(int seconds) => ReportedTime.Of(At("2026-03-01 10:00").AddSeconds(seconds));
}
