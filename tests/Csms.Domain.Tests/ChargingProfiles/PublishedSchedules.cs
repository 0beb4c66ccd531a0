using System.Text.Json.Nodes;
using Csms.Domain.ChargingProfiles;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.ChargingProfiles;

/// <summary>Composite schedules that a charge point's software publishes with its tests. They lie beside the repository, not in it.</summary>
public sealed class PublishedSchedules
{
    private const string Missing = SharedVectors.Missing;

    private static readonly Lazy<JsonNode?> Vectors = new(() => SharedVectors.Find("smart-charging", "composite.json"));

    public static TheoryData<string> Names => Vectors.Value is { } vectors ? [.. vectors["tests"]!.AsArray().Select(test => (string)test!["name"]!)] : [Missing];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Are_reproduced(string name)
    {
        Skip.If(name == Missing, Missing);
        var test = Vectors.Value!["tests"]!.AsArray().Single(test => (string)test!["name"]! == name)!;
        var files = test["installed"]!.AsArray().Select(installed => (ConnectorId: (int)installed!["connectorId"]!, Profile: Profile((string)installed["file"]!))).ToArray();

        // Two of the cases install one profile id on two connectors, which would replace the first: here each has an id of its own.
        var installed = files.Index().Aggregate(InstalledProfiles.None, (profiles, file) =>
            profiles.Install(file.Item.ConnectorId, file.Item.Profile with { ProfileId = file.Index }));
        installed.All.Count.ShouldBe(files.Length);

        var composite = CompositeSchedule.Of(installed, Request(test));

        var expected = test["expected"]!.AsArray();
        composite.Periods.Select(period => (period.StartPeriod, period.Limit))
            .ShouldBe(expected.Select(period => ((int)period!["startPeriod"]!, (decimal?)period["limit"])));
        foreach (var (period, published) in composite.Periods.Zip(expected))
        {
            // Absent means "not looked at" where a profile names phases, else the default.
            if (published!["numberPhases"] is { } phases) period.NumberPhases.ShouldBe((int)phases);
            else if (files.All(file => file.Profile.Schedule.Periods.All(p => p.NumberPhases is null))) period.NumberPhases.ShouldBe(3);
        }
    }

    [SkippableFact]
    public void Are_all_read()
    {
        Skip.If(Vectors.Value is null, Missing);
        Names.Count.ShouldBe(14);
    }

    private static CompositeScheduleRequest Request(JsonNode test)
    {
        var (query, assumptions) = (test["query"]!, Vectors.Value!["assumptions"]!);
        var (start, end) = (At((string)query["start"]!), At((string)query["end"]!));
        return new(
            (int)query["connectorId"]!,
            start,
            (int)(end - start).TotalSeconds,
            Enum.Parse<ChargingRateUnit>((string)query["chargingRateUnit"]!),
            [.. Enumerable.Range(1, (int)test["connectors"]!).Select(id => new ChargingConnector(id, Transaction(id)))],
            new((decimal)assumptions["supplyVoltage"]!, (int)assumptions["defaultPhases"]!, (decimal)assumptions["defaultLimitA"]!));

        ChargingTransaction Transaction(int id) => new(id, test["transactionStart"]![$"{id}"] is { } started ? At((string)started!) : start);
    }

    private static ChargingProfile Profile(string file)
    {
        var profile = Vectors.Value!["profiles"]![file]!;
        var schedule = profile["chargingSchedule"]!;
        return new(
            (int)profile["chargingProfileId"]!,
            (int)profile["stackLevel"]!,
            Enum.Parse<ChargingProfilePurpose>((string)profile["chargingProfilePurpose"]!),
            Enum.Parse<ChargingProfileKind>((string)profile["chargingProfileKind"]!),
            new(
                Enum.Parse<ChargingRateUnit>((string)schedule["chargingRateUnit"]!),
                [.. schedule["chargingSchedulePeriod"]!.AsArray().Select(p => new ChargingSchedulePeriod((int)p!["startPeriod"]!, (decimal)p["limit"]!, (int?)p["numberPhases"]))],
                (int?)schedule["duration"],
                Moment(schedule["startSchedule"])),
            Recurrency: profile["recurrencyKind"] is { } recurrency ? Enum.Parse<RecurrencyKind>((string)recurrency!) : null,
            ValidFrom: Moment(profile["validFrom"]),
            ValidTo: Moment(profile["validTo"]));
    }

    private static DateTimeOffset? Moment(JsonNode? node) => node is null ? null : At((string)node!);
}
