using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

[Collection(OneHost.Name)]
public sealed class Availabilities(CsmsFixture csms)
{
    [Fact]
    public async Task SD_O09_Hold_from_the_status_that_follows_the_answer()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.BootsAsync();
        await station.ReportsAsync("Charging", connectorId: 2);

        await AskAsync(station, 0, "Inoperative", "Scheduled");
        (await ShownAsync(station)).ShouldBe(["0 Inoperative/Scheduled expects Inoperative", "1 Inoperative/Scheduled expects Inoperative", "2 Inoperative/Scheduled expects Inoperative"]);
        await station.ReportsAsync("Unavailable", connectorId: 1);
        (await ShownAsync(station)).ShouldBe(["0 Inoperative/Scheduled expects Inoperative", "1 Inoperative/Scheduled is Inoperative", "2 Inoperative/Scheduled expects Inoperative"]);

        // Availability outlives a boot, and who is in the state already accepts and reports nothing.
        await station.BootsAsync("Unavailable");
        await AskAsync(station, 1, "Inoperative", "Accepted");
        await AskAsync(station, 2, "Operative", "Rejected");
        (await ShownAsync(station)).ShouldBe(["0 Inoperative/Scheduled expects Inoperative", "1 Inoperative/Accepted is Inoperative", "2 Operative/Rejected expects Inoperative"]);

        await AskAsync(station, 1, "Operative", "Accepted");
        (await ShownAsync(station))[1].ShouldBe("1 Operative/Accepted expects Operative");
        await station.ReportsAsync("Available");
        (await ShownAsync(station))[1].ShouldBe("1 Operative/Accepted is Operative");
        await csms.Admin.ReadAsync("/charge-points/NOBODY/availability").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
    }

    private static Task<JsonNode> AskAsync(Station station, int connectorId, string type, string status) =>
        station.AsksAsync("ChangeAvailability", new { connectorId, type }, new { status });

    private async Task<IReadOnlyList<string>> ShownAsync(Station station) =>
        [.. (await csms.Admin.ReadAsync($"/charge-points/{station.Id}/availability").ShouldBeAsync(HttpStatusCode.OK))["connectors"].AsArray().Select(connector =>
            $"{connector!["id"]} {connector["asked"]!["type"]}/{connector["asked"]!["answer"]} {(connector["effectiveAt"] is null ? "expects" : "is")} {connector["expected"]}")];
}
