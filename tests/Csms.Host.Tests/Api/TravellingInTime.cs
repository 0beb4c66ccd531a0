using System.Globalization;
using System.Net;

namespace Csms.Host.Tests.Api;

public class TravellingInTime(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Tells_what_was_known_of_a_transaction_from_what_had_happened_in_it()
    {
        await csms.RegisterAsync("CP-TT1");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-TT1");
        var id = await StartAsync(cp);
        await ReadMeterAsync(cp, id, "10:30", 3000);
        await ReadMeterAsync(cp, id, "10:15", 2000);
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":4000,"timestamp":"2026-03-01T10:45:00Z","reason":"Local"}""");
        var stream = (string)(await csms.Admin.ReadAsync($"/transactions/{id}").ShouldBeAsync(HttpStatusCode.OK))["streamId"]!;
        var beforeLateValue = (await csms.EventsOfAsync(stream))[1].Sequence;

        // What had happened at 10:20 by the device was not known when the value of 10:15 had not come.
        var known = await csms.Admin.ReadAsync($"/transactions/{id}?asOf={beforeLateValue}").ShouldBeAsync(HttpStatusCode.OK);
        var happened = await csms.Admin.ReadAsync($"/transactions/{id}?at=2026-03-01T10:20:00Z").ShouldBeAsync(HttpStatusCode.OK);
        ((long?)known["energyWh"]).ShouldBe(2000);
        ((string?)known["lastMeterValueAt"]).ShouldBe("2026-03-01T10:30:00Z");
        ((long?)happened["energyWh"]).ShouldBe(1000);
        ((string?)happened["status"]).ShouldBe("running");

        // Everything was recorded long after 10:45, so that nothing was known at that time, and everything had happened.
        await csms.Admin.ReadAsync($"/transactions/{id}?asOf=2026-03-01T10:45:00Z").ShouldBeAsync(HttpStatusCode.NotFound, "transaction_not_found");
        ((string?)(await csms.Admin.ReadAsync($"/transactions/{id}?at=2026-03-01T10:44:59Z"))["status"]).ShouldBe("running");
        ((string?)(await csms.Admin.ReadAsync($"/transactions/{id}?at=2026-03-01T10:45:00Z"))["status"]).ShouldBe("stopped");
        await csms.Admin.ReadAsync($"/transactions/{id}?at=2026-03-01T09:59:59Z").ShouldBeAsync(HttpStatusCode.NotFound, "transaction_not_found");

        var state = await csms.Admin.ReadAsync($"/streams/{stream}/state?at=2026-03-01T10:20:00Z").ShouldBeAsync(HttpStatusCode.OK);
        ((decimal?)state["state"]["meter"]!["register"]).ShouldBe(2000m);
        ((long?)state["version"]).ShouldBe(3);
    }

    [Fact]
    public async Task Answers_the_present_as_the_read_model_does()
    {
        await csms.RegisterAsync("CP-TT2");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-TT2");
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        await cp.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Preparing"}""");
        var id = await StartAsync(cp);
        await ReadMeterAsync(cp, id, "10:15", 2000);
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":4000,"timestamp":"2026-03-01T10:45:00Z"}""");
        var head = await csms.Store.ReadHeadAsync(CancellationToken.None);

        var rows = await csms.Admin.ReadAsync($"/transactions/{id}").ShouldBeAsync(HttpStatusCode.OK);
        var folded = await csms.Admin.ReadAsync($"/transactions/{id}?asOf={head}").ShouldBeAsync(HttpStatusCode.OK);
        folded.Body!.ToJsonString().ShouldBe(rows.Body!.ToJsonString());
        var chargePoint = await csms.Admin.ReadAsync("/charge-points/CP-TT2").ShouldBeAsync(HttpStatusCode.OK);
        var then = await csms.Admin.ReadAsync($"/charge-points/CP-TT2?asOf={head}").ShouldBeAsync(HttpStatusCode.OK);
        then["connectors"]!.ToJsonString().ShouldBe(chargePoint["connectors"]!.ToJsonString());
        then["boot"]!.ToJsonString().ShouldBe(chargePoint["boot"]!.ToJsonString());
    }

    [Fact]
    public async Task Puts_a_late_status_where_it_belongs()
    {
        await csms.RegisterAsync("CP-TT3");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-TT3");
        var now = DateTimeOffset.UtcNow;
        await ReportAsync(cp, "Available", now.AddSeconds(20));
        await ReportAsync(cp, "Charging", now.AddSeconds(10));

        var between = await csms.Admin.ReadAsync($"/charge-points/CP-TT3?at={Text(now.AddSeconds(15))}").ShouldBeAsync(HttpStatusCode.OK);
        var after = await csms.Admin.ReadAsync($"/charge-points/CP-TT3?at={Text(now.AddSeconds(25))}").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)between["connectors"]![0]!["status"]).ShouldBe("Charging");
        ((string?)after["connectors"]![0]!["status"]).ShouldBe("Available");
        await csms.Admin.ReadAsync("/charge-points/CP-TT3?at=2020-01-01T00:00:00Z").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
    }

    [Theory]
    [InlineData("/streams/charge-point-CP-TT4/state")]
    [InlineData("/charge-points/CP-TT4")]
    [InlineData("/transactions/1")]
    public async Task Refuses_both_questions_at_once(string path) =>
        await csms.Admin.ReadAsync($"{path}?asOf=1&at=2026-03-01T10:00:00Z").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");

    [Fact]
    public async Task Leaves_out_a_repeated_stop_that_is_dated_before_the_first()
    {
        await csms.RegisterAsync("CP-TT5");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-TT5");
        var id = await StartAsync(cp);
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":4000,"timestamp":"2026-03-01T10:45:00Z"}""");
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":3900,"timestamp":"2026-03-01T10:40:00Z"}""");

        var between = await csms.Admin.ReadAsync($"/transactions/{id}?at=2026-03-01T10:42:00Z").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)between["status"]).ShouldBe("running");
        between["anomalies"]!.ToJsonString().ShouldNotContain("StopRepeatedDifferently");
    }

    private static Task ReportAsync(RawChargePoint cp, string status, DateTimeOffset time) =>
        cp.CallAsync("StatusNotification", $$"""{"connectorId":1,"errorCode":"NoError","status":"{{status}}","timestamp":"{{Text(time)}}"}""");

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static async Task<int> StartAsync(RawChargePoint cp) =>
        (int)(await cp.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"TT","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}"""))["transactionId"]!;

    private static Task ReadMeterAsync(RawChargePoint cp, int id, string time, int wh) =>
        cp.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T{{time}}:00Z","sampledValue":[{"value":"{{wh}}"}]}]}""");
}
