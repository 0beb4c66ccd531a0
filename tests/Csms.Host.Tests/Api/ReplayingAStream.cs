using System.Net;

namespace Csms.Host.Tests.Api;

public class ReplayingAStream(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Shows_every_event_with_who_caused_it()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-S1","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);
        await csms.Admin.SendAsync("PATCH", "/charge-points/CP-S1", """{"registration":"pending"}""").ShouldBeAsync(HttpStatusCode.OK);

        var first = await csms.Admin.ReadAsync("/streams/charge-point-CP-S1/events?limit=1").ShouldBeAsync(HttpStatusCode.OK);
        var second = await csms.Admin.ReadAsync($"/streams/charge-point-CP-S1/events?limit=1&after={first["next"]}").ShouldBeAsync(HttpStatusCode.OK);

        var registered = first.Items.ShouldHaveSingleItem();
        ((string?)registered["type"]).ShouldBe("charge_point_registered");
        ((long?)registered["version"]).ShouldBe(1);
        ((string?)registered["data"]!["chargePointId"]).ShouldBe("CP-S1");
        ((string?)registered["metadata"]!["actor"]).ShouldBe("key:admin");
        ((string?)registered["metadata"]!["causationId"]).ShouldBe("rest:register_charge_point");
        ((string?)second.Items.ShouldHaveSingleItem()["type"]).ShouldBe("charge_point_settings_changed");
        second.Body!["next"].ShouldBeNull();
    }

    [Fact]
    public async Task Lists_the_newest_first_if_asked()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-S6","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);
        foreach (var registration in (string[])["pending", "accepted"])
            await csms.Admin.SendAsync("PATCH", "/charge-points/CP-S6", $$"""{"registration":"{{registration}}"}""").ShouldBeAsync(HttpStatusCode.OK);

        var first = await csms.Admin.ReadAsync("/streams/charge-point-CP-S6/events?newestFirst=true&limit=2").ShouldBeAsync(HttpStatusCode.OK);
        var second = await csms.Admin.ReadAsync($"/streams/charge-point-CP-S6/events?newestFirst=true&limit=2&after={first["next"]}").ShouldBeAsync(HttpStatusCode.OK);
        var then = await csms.Admin
            .ReadAsync($"/streams/charge-point-CP-S6/events?newestFirst=true&asOf={first.Items[1]["sequence"]}").ShouldBeAsync(HttpStatusCode.OK);

        Versions(first).ShouldBe([3, 2]);
        Versions(second).ShouldBe([1]);
        second.Body!["next"].ShouldBeNull();
        Versions(then).ShouldBe([2, 1]);
        (await csms.Admin.ReadAsync("/streams/charge-point-CP-S6/events?newestFirst=true&after=1").ShouldBeAsync(HttpStatusCode.OK)).Items.ShouldBeEmpty();
        await csms.Admin.ReadAsync("/streams/charge-point-NONE/events?newestFirst=true").ShouldBeAsync(HttpStatusCode.NotFound, "stream_not_found");
        await csms.Admin.ReadAsync("/streams/charge-point-CP-S6/events?newestFirst=perhaps").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");

        static IEnumerable<long> Versions(RestAnswer answer) => answer.Items.Select(item => (long)item["version"]!);
    }

    [Fact]
    public async Task Folds_to_what_was_known_at_an_event_or_a_moment()
    {
        await csms.Admin.SendAsync("POST", "/tokens", """{"idTag":"FOLD-1"}""").ShouldBeAsync(HttpStatusCode.Created);
        var tokenId = (await csms.Admin.ReadAsync("/tokens?idTag=FOLD-1")).Items[0]["tokenId"];
        await csms.Admin.SendAsync("PATCH", $"/tokens/{tokenId}", """{"status":"blocked"}""").ShouldBeAsync(HttpStatusCode.OK);
        var events = (await csms.Admin.ReadAsync($"/streams/token-{tokenId}/events")).Items;

        var now = await csms.Admin.ReadAsync($"/streams/token-{tokenId}/state").ShouldBeAsync(HttpStatusCode.OK);
        var then = await csms.Admin.ReadAsync($"/streams/token-{tokenId}/state?asOf={events[0]["sequence"]}").ShouldBeAsync(HttpStatusCode.OK);
        var atThatMoment = await csms.Admin.ReadAsync($"/streams/token-{tokenId}/state?asOf={events[0]["timestamp"]}").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)now["state"]["status"]).ShouldBe("Blocked");
        ((long?)now["version"]).ShouldBe(2);
        ((string?)then["state"]["status"]).ShouldBe("Accepted");
        ((long?)then["version"]).ShouldBe(1);
        ((long?)atThatMoment["version"]).ShouldBe(1);
        await csms.Admin.ReadAsync($"/streams/token-{tokenId}/state?asOf=0").ShouldBeAsync(HttpStatusCode.NotFound, "stream_not_found");
        await csms.Admin.ReadAsync($"/streams/token-{tokenId}/state?asOf=2000-01-01T00:00:00Z").ShouldBeAsync(HttpStatusCode.NotFound, "stream_not_found");
    }

    [Fact]
    public async Task Shows_after_each_event_what_the_stream_folds_to()
    {
        await csms.RegisterAsync("CP-S4");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-S4");
        foreach (var status in (string[])["Available", "Preparing", "Charging"])
            await cp.CallAsync("StatusNotification", $$"""{"connectorId":1,"errorCode":"NoError","status":"{{status}}"}""");

        var first = await csms.Admin.ReadAsync("/streams/charge-point-CP-S4/replay?limit=2").ShouldBeAsync(HttpStatusCode.OK);
        var second = await csms.Admin.ReadAsync($"/streams/charge-point-CP-S4/replay?limit=1000&after={first["next"]}").ShouldBeAsync(HttpStatusCode.OK);

        first.Items.Count.ShouldBe(2);
        second.Body!["next"].ShouldBeNull();
        var all = first.Items.Concat(second.Items).ToList();
        all.Select(item => (long)item["event"]!["version"]!).ShouldBe(Enumerable.Range(1, all.Count).Select(version => (long)version));
        foreach (var item in all)
        {
            var folded = await csms.Admin.ReadAsync($"/streams/charge-point-CP-S4/state?asOf={item["event"]!["sequence"]}").ShouldBeAsync(HttpStatusCode.OK);
            item["state"]!.ToJsonString().ShouldBe(folded["state"].ToJsonString());
        }

        await csms.Admin.ReadAsync("/streams/charge-point-NONE/replay").ShouldBeAsync(HttpStatusCode.NotFound, "stream_not_found");
    }

    [Fact]
    public async Task Folds_charge_points_transactions_and_calls_too()
    {
        await csms.RegisterAsync("CP-S2");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-S2");
        await cp.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Preparing"}""");
        var start = await cp.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"S2","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}""");
        var stream = (await csms.Admin.ReadAsync($"/transactions/{start["transactionId"]}"))["streamId"];
        await csms.RegisterAsync("CP-S3");
        var call = (await csms.Admin.SendAsync("POST", "/charge-points/CP-S3/calls/ClearCache"))["id"];
        await csms.Admin.SendAsync("POST", $"/calls/{call}/cancel");

        var chargePoint = await csms.Admin.ReadAsync("/streams/charge-point-CP-S2/state").ShouldBeAsync(HttpStatusCode.OK);
        var transaction = await csms.Admin.ReadAsync($"/streams/{stream}/state").ShouldBeAsync(HttpStatusCode.OK);
        var cancelled = await csms.Admin.ReadAsync($"/streams/call-{call}/state").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)chargePoint["state"]["connectors"]!["1"]!["current"]!["status"]).ShouldBe("Preparing");
        ((string?)transaction["state"]["status"]).ShouldBe("running");
        ((int?)transaction["state"]["start"]!["connectorId"]).ShouldBe(1);
        ((string?)cancelled["state"]["status"]).ShouldBe("ended");
        ((string?)cancelled["state"]["outcome"]!["type"]).ShouldBe("call_cancelled");
    }
}
