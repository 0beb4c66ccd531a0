using System.Net;

namespace Csms.Host.Tests.Api;

public class ReadingTransactions(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Shows_a_session_with_its_energy_while_it_runs_and_after()
    {
        await csms.RegisterAsync("CP-T1");
        var tokenId = await csms.RegisterTokenAsync("TAG-T1");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-T1");
        var id = await StartAsync(cp, "TAG-T1", "2026-03-01T10:00:00Z");
        await cp.CallAsync("MeterValues", $$"""
            {"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T10:15:00Z","sampledValue":[
            {"value":"3500"},{"value":"7400","measurand":"Power.Active.Import","unit":"W"}]}]}
            """);

        var running = await csms.Admin.ReadAsync($"/transactions/{id}").ShouldBeAsync(HttpStatusCode.OK);
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":5000,"timestamp":"2026-03-01T10:30:00Z","idTag":"TAG-T1","reason":"EVDisconnected"}""");
        var stopped = await csms.Admin.ReadAsync($"/transactions/{id}").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)running["status"]).ShouldBe("running");
        ((long?)running["energyWh"]).ShouldBe(2500);
        ((string?)stopped["status"]).ShouldBe("stopped");
        ((int?)stopped["transactionId"]).ShouldBe(id);
        ((string?)stopped["idTag"]).ShouldBe("TAG-T1");
        ((string?)stopped["tokenId"]).ShouldBe(tokenId.ToString());
        ((long?)stopped["energyWh"]).ShouldBe(4000);
        ((long?)stopped["durationSeconds"]).ShouldBe(1800);
        ((string?)stopped["stopReason"]).ShouldBe("EVDisconnected");
        ((string?)stopped["stoppedAt"]).ShouldBe("2026-03-01T10:30:00Z");
        await csms.Admin.ReadAsync($"/streams/{stopped["streamId"]}/events").ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lists_meter_values_page_by_page_in_order_of_time()
    {
        await csms.RegisterAsync("CP-T2");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-T2");
        var id = await StartAsync(cp, "TAG-T2", "2026-03-01T10:00:00Z");
        foreach (var minute in (int[])[2, 1, 3])
            await cp.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T10:0{{minute}}:00Z","sampledValue":[{"value":"{{minute}}00.5"}]}]}""");

        var first = await csms.Admin.ReadAsync($"/transactions/{id}/meter-values?limit=2").ShouldBeAsync(HttpStatusCode.OK);
        var second = await csms.Admin.ReadAsync($"/transactions/{id}/meter-values?limit=2&after={first["next"]}").ShouldBeAsync(HttpStatusCode.OK);

        first.Items.Concat(second.Items).Select(item => (decimal?)item["value"]).ShouldBe([100.5m, 200.5m, 300.5m]);
        ((string?)first.Items[0]["measurand"]).ShouldBe("Energy.Active.Import.Register");
        ((string?)first.Items[0]["unit"]).ShouldBe("Wh");
    }

    [Fact]
    public async Task Selects_by_charge_point_connector_tag_status_and_half_open_time()
    {
        await csms.RegisterAsync("CP-T3");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-T3");
        var early = await StartAsync(cp, "TAG-T3", "2026-03-01T10:00:00Z");
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{early}},"meterStop":1000,"timestamp":"2026-03-01T10:30:00Z"}""");
        var late = await StartAsync(cp, "TAG-T4", "2026-03-01T11:00:00Z");
        await csms.Admin.ReadAsync($"/transactions/{late}").ShouldBeAsync(HttpStatusCode.OK);

        (await IdsAsync("chargePointId=CP-T3")).ShouldBe([late, early]);
        (await IdsAsync("chargePointId=CP-T3&status=running")).ShouldBe([late]);
        (await IdsAsync("chargePointId=CP-T3&status=Stopped")).ShouldBe([early]);
        (await IdsAsync("chargePointId=CP-T3&idTag=tag-t3")).ShouldBe([early]);
        (await IdsAsync("chargePointId=CP-T3&idTag=NEVER-SEEN")).ShouldBeEmpty();
        (await IdsAsync("chargePointId=CP-T3&connectorId=2")).ShouldBeEmpty();
        (await IdsAsync("chargePointId=CP-T3&from=2026-03-01T10:00:00Z&to=2026-03-01T12:00:00%2B01:00")).ShouldBe([early]);
        (await IdsAsync("chargePointId=CP-T3&from=2026-03-01T10:00:01Z")).ShouldBe([late]);
        var page = await csms.Admin.ReadAsync("/transactions?chargePointId=CP-T3&limit=1");
        (await IdsAsync($"chargePointId=CP-T3&limit=1&after={page["next"]}")).ShouldBe([early]);
    }

    private async Task<IEnumerable<int>> IdsAsync(string query) =>
        (await csms.Admin.ReadAsync($"/transactions?{query}").ShouldBeAsync(HttpStatusCode.OK)).Items.Select(item => (int)item["transactionId"]!);

    private static async Task<int> StartAsync(RawChargePoint cp, string idTag, string timestamp) =>
        (int)(await cp.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"{{idTag}}","meterStart":1000,"timestamp":"{{timestamp}}"}"""))["transactionId"]!;
}
