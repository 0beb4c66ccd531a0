using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SmartCharging;

/// <summary>Charging profiles as an operator writes them.</summary>
internal static class Profiles
{
    private const string Day = """{"validFrom":"2026-03-01T00:00:00.000Z","validTo":"2026-03-02T00:00:00.000Z"}""";

    /// <summary>Has everything a profile of kind Absolute is to have.</summary>
    public static JsonObject Absolute(int id, string purpose, int stackLevel, string unit = "A", int? transactionId = null)
    {
        var profile = Of(id, purpose, stackLevel, "Absolute", unit, transactionId);
        foreach (var (name, moment) in JsonNode.Parse(Day)!.AsObject())
            profile[name] = moment!.DeepClone();
        profile["chargingSchedule"]!["startSchedule"] = "2026-03-01T00:00:00.000Z";
        profile["chargingSchedule"]!["duration"] = 86400;
        return profile;
    }

    /// <summary>Begins when the transaction does.</summary>
    public static JsonObject Relative(int id, string purpose, int stackLevel, string unit = "A", int? transactionId = null) =>
        Of(id, purpose, stackLevel, "Relative", unit, transactionId);

    public static async Task IsSetAsync(this Station station, int connectorId, JsonObject profile, string answer = "Accepted") => await station.AsksAsync(
        "SetChargingProfile",
        new JsonObject { ["connectorId"] = connectorId, ["csChargingProfiles"] = profile }.ToJsonString(),
        new { status = answer });

    /// <summary>The charge point holds these profiles and no others, by their numbers.</summary>
    public static async Task HoldsAsync(this Station station, params int[] profileIds) => await Eventually.BecomesAsync(
        async () => string.Join(' ', (await station.ProfilesAsync()).Select(profile => (int)profile["profileId"]!).Order()),
        held => held == string.Join(' ', profileIds.Order()));

    public static async Task<IReadOnlyList<JsonNode>> ProfilesAsync(this Station station, string status = "installed") =>
        (await station.Operator.ReadAsync($"/charge-points/{station.Id}/charging-profiles?status={status}")).Items;

    private static JsonObject Of(int id, string purpose, int stackLevel, string kind, string unit, int? transactionId)
    {
        var profile = JsonNode.Parse($$$"""
            {"chargingProfileId":{{{id}}},"stackLevel":{{{stackLevel}}},"chargingProfilePurpose":"{{{purpose}}}","chargingProfileKind":"{{{kind}}}",
            "chargingSchedule":{"chargingRateUnit":"{{{unit}}}","chargingSchedulePeriod":[{"startPeriod":0,"limit":{{{(unit == "A" ? "6.0" : "6000.0")}}},"numberPhases":3}]}}
            """)!.AsObject();
        if (transactionId is { } given)
            profile["transactionId"] = given;
        return profile;
    }
}
