using System.Net;

namespace Csms.Host.Tests.Api;

public class ReadingTheOverview(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Counts_what_is_there_and_names_what_is_wrong()
    {
        await csms.RegisterTokenAsync("OVERVIEW");
        await csms.RegisterAsync("CP-GOOD");
        await csms.RegisterAsync("CP-WAITS", Csms.Domain.ChargePoints.RegistrationPolicy.Pending);
        await csms.RegisterAsync("CP-GONE");
        await csms.RegisterAsync("CP-REMOVED");
        await csms.Admin.SendAsync("DELETE", "/charge-points/CP-REMOVED").ShouldBeAsync(HttpStatusCode.NoContent);
        await using (var gone = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-GONE"))
            await gone.CallAsync("Heartbeat", "{}");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-GOOD");
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One"}""");
        await cp.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available"}""");
        await cp.CallAsync("StatusNotification", """{"connectorId":2,"errorCode":"GroundFailure","status":"Faulted","info":"RCD"}""");
        var transactionId = (int)(await cp.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"OVERVIEW","meterStart":0,"timestamp":"{{DateTimeOffset.UtcNow:O}}"}"""))["transactionId"]!;
        foreach (var (minutes, watts) in new[] { (2, 3000), (1, 7000) })
            await cp.CallAsync("MeterValues", PowerByPhase(transactionId, DateTimeOffset.UtcNow.AddMinutes(-minutes), watts));

        var overview = await Eventually.BecomesAsync(
            async () => await csms.Admin.ReadAsync("/overview").ShouldBeAsync(HttpStatusCode.OK),
            answer => answer["offline"].AsArray().Count == 1 && (decimal?)answer["sessions"]["powerW"] == 10_500);

        overview["chargePoints"].ToJsonString().ShouldBe("""{"all":3,"connected":1,"faulted":1,"waiting":1}""");
        overview["sessions"].ToJsonString().ShouldBe("""{"running":1,"started":1,"energyWh":0,"powerW":10500}""");
        var fault = overview["faults"].AsArray().ShouldHaveSingleItem()!;
        ((string?)fault["chargePointId"], (int?)fault["connectorId"], (string?)fault["code"], (string?)fault["info"]).ShouldBe(("CP-GOOD", 2, "GroundFailure", "RCD"));
        ((string?)overview["offline"][0]!["chargePointId"]).ShouldBe("CP-GONE");
        var later = await csms.Admin.ReadAsync("/overview?since=2999-01-01T00:00:00Z").ShouldBeAsync(HttpStatusCode.OK);
        later["sessions"].ToJsonString().ShouldBe("""{"running":1,"started":0,"energyWh":0,"powerW":10500}""");
        var faulted = await csms.Admin.ReadAsync("/charge-points?status=Faulted").ShouldBeAsync(HttpStatusCode.OK);
        ((string?)faulted.Items.ShouldHaveSingleItem()["connectors"]![1]!["status"]).ShouldBe("Faulted");
    }

    // Two phases and no total: what they draw together is the session's power.
    private static string PowerByPhase(int transactionId, DateTimeOffset at, int watts) =>
        $$"""
        {"connectorId":1,"transactionId":{{transactionId}},"meterValue":[{"timestamp":"{{at:O}}","sampledValue":[
          {"value":"{{watts}}","measurand":"Power.Active.Import","phase":"L1","unit":"W"},{"value":"{{watts / 2000m}}","measurand":"Power.Active.Import","phase":"L2","unit":"kW"}]}]}
        """;

    [Fact]
    public async Task Refuses_a_time_that_is_none() =>
        await csms.Admin.ReadAsync("/overview?since=yesterday").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");

    [Fact]
    public async Task Shows_how_far_the_read_models_have_come_and_which_node_holds_connections()
    {
        await csms.RegisterAsync("CP-NODE");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-NODE");

        var system = await Eventually.BecomesAsync(
            async () => await csms.Admin.ReadAsync("/system").ShouldBeAsync(HttpStatusCode.OK),
            answer => answer["nodes"].AsArray().Count == 1);

        var names = system["projections"].AsArray().Select(projection => (string?)projection!["name"]).ToArray();
        names.ShouldContain("charge_points");
        ((long)system["recorded"]).ShouldBePositive();
    }

    [Fact]
    public async Task Lists_the_calls_to_all_charge_points()
    {
        foreach (var id in new[] { "CP-ASKED-1", "CP-ASKED-2" })
        {
            await csms.RegisterAsync(id);
            await csms.Admin.SendAsync("POST", $"/charge-points/{id}/calls/ClearCache", "{}").ShouldBeAsync(HttpStatusCode.Accepted);
        }

        var calls = await Eventually.BecomesAsync(
            async () => await csms.Admin.ReadAsync("/calls?action=ClearCache").ShouldBeAsync(HttpStatusCode.OK), answer => answer.Items.Count == 2);

        calls.Items.Select(call => (string?)call["chargePointId"]).ShouldBe(["CP-ASKED-2", "CP-ASKED-1"]);
        (await csms.Admin.ReadAsync("/calls?chargePointId=CP-ASKED-1").ShouldBeAsync(HttpStatusCode.OK)).Items.Count.ShouldBe(1);
        await csms.Admin.ReadAsync("/calls?status=lost").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
    }
}
