using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-O: what becomes of remote starts, remote stops and resets beyond their answer.</summary>
[Collection(OneHost.Name)]
public sealed class FollowedCalls(CsmsFixture csms)
{
    [Fact]
    public async Task SD_O01_Leave_the_connector_to_the_charge_point()
    {
        await using var station = await Station.ConnectAsync(csms);
        var call = await RemoteStartAsync(station, connectorId: null);
        var transactionId = await station.HasStartedAsync(connectorId: 2);

        ((int?)(await station.EffectBecomesAsync(call, "happened"))["transactionId"]).ShouldBe(transactionId);
        await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/RemoteStartTransaction", """{"idTag":"X","connectorId":0}""")
            .ShouldBeAsync(HttpStatusCode.Accepted);
        ((int?)(await station.Wire.ReceiveCallAsync())[3]!["connectorId"]).ShouldBe(0, "an operator may send anything");
    }

    [Fact]
    public async Task SD_O02_Expire_when_nobody_plugs_in()
    {
        await using var station = await Station.ConnectAsync(csms);
        var call = await RemoteStartAsync(station, parameters: "&effectWithin=1");
        await station.EffectBecomesAsync(call, "absent");

        (await csms.EventsOfAsync($"call-{call["id"]}")).Select(e => e.Type).ShouldBe(["call_requested", "call_sent", "call_answered", "call_had_no_effect"]);
        station.IsLeftAlone();
    }

    [Fact]
    public async Task SD_O02_Are_believed_late_where_the_charge_point_had_started_in_time()
    {
        await using var station = await Station.ConnectAsync(csms);
        var call = await RemoteStartAsync(station, parameters: "&effectWithin=1");
        var began = DateTimeOffset.UtcNow;
        await station.EffectBecomesAsync(call, "absent");
        await station.ReconnectAsync();
        var transactionId = await station.HasStartedAsync(timestamp: began);

        ((int?)(await station.EffectBecomesAsync(call, "happened"))["transactionId"]).ShouldBe(transactionId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SD_O03_Lead_to_a_transaction_with_and_without_authorisation(bool asks)
    {
        await using var station = await Station.ConnectAsync(csms);
        var call = await RemoteStartAsync(station);
        if (asks)
            await station.IsAuthorizedAsync();
        var transactionId = await station.HasStartedAsync();

        ((int?)(await station.EffectBecomesAsync(call, "happened"))["transactionId"]).ShouldBe(transactionId);
        (await csms.EventsOfAsync($"call-{call["id"]}"))[^1].Type.ShouldBe("call_took_effect");
    }

    [Fact]
    public async Task SD_X22_Are_not_met_by_another_idTag()
    {
        await using var station = await Station.ConnectAsync(csms);
        var driver = "DRIVER" + station.IdTag[5..];
        await station.EnterAsync(driver);
        var call = await RemoteStartAsync(station, parameters: "&effectWithin=1");
        await station.HasStartedAsync(driver);

        (await station.EffectBecomesAsync(call, "absent"))["transactionId"].ShouldBeNull();
    }

    [Fact]
    public async Task SD_O02_Share_no_transaction()
    {
        await using var station = await Station.ConnectAsync(csms);
        var first = await RemoteStartAsync(station);
        var second = await RemoteStartAsync(station);
        var transactionId = await station.HasStartedAsync();
        ((int?)(await station.EffectBecomesAsync(first, "happened"))["transactionId"]).ShouldBe(transactionId);
        var next = await station.HasStartedAsync();

        ((int?)(await station.EffectBecomesAsync(second, "happened"))["transactionId"]).ShouldBe(next);
    }

    [Fact]
    public async Task SD_O03_Are_answered_after_the_start_they_led_to()
    {
        await using var station = await Station.ConnectAsync(csms);
        var asking = csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/RemoteStartTransaction?wait=20", $$"""{"idTag":"{{station.IdTag}}","connectorId":1}""");
        var call = await station.Wire.ReceiveCallAsync();
        var transactionId = (int)(await station.Wire.CallAsync(
            "StartTransaction", $$"""{"connectorId":1,"idTag":"{{station.IdTag}}","meterStart":1,"timestamp":"{{DateTimeOffset.UtcNow:O}}"}"""))["transactionId"]!;
        await station.Wire.AnswerAsync(call, """{"status":"Accepted"}""");

        ((int?)(await station.EffectBecomesAsync((await asking).Body!, "happened"))["transactionId"]).ShouldBe(transactionId);
    }

    [Fact]
    public async Task SD_O05_Stop_nothing()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.IsChargingAsync();
        var promised = await station.AsksAsync("RemoteStopTransaction", new { transactionId }, new { status = "Accepted" }, "&effectWithin=1");
        var refused = await station.AsksAsync("RemoteStopTransaction", new { transactionId }, new { status = "Rejected" });

        await station.EffectBecomesAsync(promised, "absent");
        refused["effect"].ShouldBeNull();
        await station.StillRunsAsync(transactionId);
    }

    [Fact]
    public async Task SD_O06_Reset_a_charge_point_that_is_gone_before_it_answers()
    {
        await using var station = await Station.ConnectAsync(csms);
        await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/Reset", """{"type":"Hard"}""").ShouldBeAsync(HttpStatusCode.Accepted);
        await station.Wire.ReceiveCallAsync();
        await station.ReconnectAsync();
        await station.BootsAsync();

        var call = (await csms.Admin.ReadAsync($"/charge-points/{station.Id}/calls")).Items.Single();
        await station.EffectBecomesAsync(call, "happened");
        ((string?)(await csms.Admin.ReadAsync($"/calls/{call["id"]}"))["status"]).ShouldBe("failed");
    }

    [Fact]
    public async Task SD_O06_Reset_nothing()
    {
        await using var station = await Station.ConnectAsync(csms);
        var promised = await station.AsksAsync("Reset", new { type = "Soft" }, new { status = "Accepted" }, "&effectWithin=1");
        var refused = await station.AsksAsync("Reset", new { type = "Soft" }, new { status = "Rejected" });

        await station.EffectBecomesAsync(promised, "absent");
        await station.BootsAsync();
        refused["effect"].ShouldBeNull();
    }

    private static async Task<JsonNode> RemoteStartAsync(Station station, int? connectorId = 1, string parameters = "") =>
        await station.AsksAsync("RemoteStartTransaction", new { idTag = station.IdTag, connectorId }, new { status = "Accepted" }, parameters);
}
