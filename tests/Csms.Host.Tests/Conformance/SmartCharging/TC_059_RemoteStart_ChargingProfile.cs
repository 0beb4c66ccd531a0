using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Conformance.SmartCharging;

[Collection(OneHost.Name)]
public sealed class TC_059_RemoteStart_ChargingProfile(CsmsFixture csms)
{
    [Fact]
    public async Task As_written_in_2024()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync(
            "RemoteStartTransaction",
            new JsonObject { ["idTag"] = station.IdTag, ["connectorId"] = 1, ["chargingProfile"] = Profiles.Relative(59, "TxProfile", stackLevel: 0) }.ToJsonString(),
            new { status = "Accepted" });
        await station.IsAuthorizedAsync();
        await station.ReportsAsync("Preparing");
        var transactionId = await station.HasStartedAsync();
        await station.ReportsAsync("Charging");

        await station.StillRunsAsync(transactionId);
        await station.HoldsAsync(59);
        ((int?)(await station.ProfilesAsync()).Single()["transactionId"]).ShouldBe(transactionId);
    }

    [Fact]
    public async Task As_written_since_2025()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync(
            "RemoteStartTransaction",
            new JsonObject { ["idTag"] = station.IdTag, ["connectorId"] = 1, ["chargingProfile"] = Profiles.Absolute(59, "TxProfile", stackLevel: 0) }.ToJsonString(),
            new { status = "Accepted" });
        await station.IsAuthorizedAsync();
        await station.ReportsAsync("Preparing");
        var transactionId = await station.HasStartedAsync();
        await station.ReportsAsync("Charging");

        await station.StillRunsAsync(transactionId);
        await station.HoldsAsync(59);
        ((int?)(await station.ProfilesAsync()).Single()["transactionId"]).ShouldBe(transactionId);
    }
}
