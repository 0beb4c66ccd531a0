using System.Net;
using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Api;

public class CallingOverRest(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Sends_the_payload_as_it_is_and_waits_for_the_answer()
    {
        await using var cp = await BootedAsync("CALL-1");

        var asking = csms.Admin.SendAsync("POST", "/charge-points/CALL-1/calls/RemoteStartTransaction?wait=30&reason=help", """{ "idTag": "TAG-1", "connectorId": 1 }""");
        var call = await cp.ReceiveCallAsync();
        await cp.AnswerAsync(call, """{"status":"Accepted"}""");
        var answer = await asking.ShouldBeAsync(HttpStatusCode.OK);

        ((string?)call[2]).ShouldBe("RemoteStartTransaction");
        call[3]!.ToJsonString().ShouldBe("""{"idTag":"TAG-1","connectorId":1}""");
        ((string?)answer["status"]).ShouldBe("answered");
        ((string?)answer["response"]["status"]).ShouldBe("Accepted");
        ((string?)answer["payload"]["idTag"]).ShouldBe("withheld");
        ((string?)answer["issuedBy"]).ShouldBe("key:admin");
        ((string?)answer["reason"]).ShouldBe("help");
        ((string?)(await csms.Admin.ReadAsync($"/calls/{answer["id"]}").ShouldBeAsync(HttpStatusCode.OK))["status"]).ShouldBe("answered");
    }

    [Fact]
    public async Task Says_where_to_look_when_it_does_not_wait()
    {
        await using var cp = await BootedAsync("CALL-2");

        var accepted = await csms.Admin.SendAsync("POST", "/charge-points/CALL-2/calls/ClearCache").ShouldBeAsync(HttpStatusCode.Accepted);
        var call = await cp.ReceiveCallAsync();
        await cp.SendAsync($"""[4,{call[1]!.ToJsonString()},"NotSupported","no cache",{JsonNode.Parse("{}")!.ToJsonString()}]""");

        accepted.Headers["Location"].ShouldBe($"/api/v1/calls/{accepted["id"]}");
        call[3]!.ToJsonString().ShouldBe("{}");
        var failed = await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/calls/{accepted["id"]}"), a => (string?)a["status"] == "failed");
        ((string?)failed["error"]["kind"]).ShouldBe("CallError");
        ((string?)failed["error"]["code"]).ShouldBe("NotSupported");
    }

    [Fact]
    public async Task Sends_a_request_once_however_often_it_comes_with_the_same_key()
    {
        await using var cp = await BootedAsync("CALL-3");
        const string path = "/charge-points/CALL-3/calls/RemoteStopTransaction";

        var first = await csms.Admin.SendAsync("POST", path, """{"transactionId":-1}""", ("Idempotency-Key", "stop-1")).ShouldBeAsync(HttpStatusCode.Accepted);
        var call = await cp.ReceiveCallAsync();
        var second = await csms.Admin.SendAsync("POST", path, """{ "transactionId": -1 }""", ("Idempotency-Key", "stop-1")).ShouldBeAsync(HttpStatusCode.Accepted);
        await csms.Admin.SendAsync("POST", path, """{"transactionId":2}""", ("Idempotency-Key", "stop-1")).ShouldBeAsync(HttpStatusCode.Conflict, "call_already_requested");
        await cp.AnswerAsync(call, """{"status":"Rejected"}""");
        var third = await csms.Admin.SendAsync("POST", path + "?wait=20", """{"transactionId":-1}""", ("Idempotency-Key", "stop-1")).ShouldBeAsync(HttpStatusCode.OK);

        ((string?)second["id"]).ShouldBe((string?)first["id"]);
        ((string?)third["id"]).ShouldBe((string?)first["id"]);
        ((string?)third["response"]["status"]).ShouldBe("Rejected");
        cp.HasCall.ShouldBeFalse();
    }

    [Fact]
    public async Task Withdraws_what_waits_and_not_what_was_sent()
    {
        await csms.RegisterAsync("CALL-AWAY");
        var waiting = await csms.Admin.SendAsync("POST", "/charge-points/CALL-AWAY/calls/Reset", """{"type":"Soft"}""").ShouldBeAsync(HttpStatusCode.Accepted);

        var cancelled = await csms.Admin.SendAsync("POST", $"/calls/{waiting["id"]}/cancel?reason=never%20mind").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)cancelled["status"]).ShouldBe("cancelled");
        ((string?)cancelled["cancelledBy"]).ShouldBe("key:admin");
        ((string?)cancelled["cancelReason"]).ShouldBe("never mind");
        await csms.Admin.SendAsync("POST", $"/calls/{waiting["id"]}/cancel").ShouldBeAsync(HttpStatusCode.OK);

        await using var cp = await BootedAsync("CALL-4");
        var sent = await csms.Admin.SendAsync("POST", "/charge-points/CALL-4/calls/Reset", """{"type":"Soft"}""").ShouldBeAsync(HttpStatusCode.Accepted);
        await cp.ReceiveCallAsync();
        await csms.Admin.SendAsync("POST", $"/calls/{sent["id"]}/cancel").ShouldBeAsync(HttpStatusCode.Conflict, "call_not_pending");
    }

    [Fact]
    public async Task Ends_what_could_not_be_delivered_in_time()
    {
        await csms.RegisterAsync("CALL-LATE");

        var answer = await csms.Admin.SendAsync("POST", "/charge-points/CALL-LATE/calls/ClearCache?deliverWithin=1&wait=30", "{}").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)answer["status"]).ShouldBe("expired");
    }

    [Fact]
    public async Task Lists_them_newest_first()
    {
        await csms.RegisterAsync("CALL-LIST");
        var ids = new List<string?>();
        foreach (var action in (string[])["ClearCache", "GetConfiguration", "ClearCache"])
            ids.Add((string?)(await csms.Admin.SendAsync("POST", $"/charge-points/CALL-LIST/calls/{action}", "{}"))["id"]);

        var all = await csms.Admin.ReadAsync("/charge-points/CALL-LIST/calls").ShouldBeAsync(HttpStatusCode.OK);
        var some = await csms.Admin.ReadAsync("/charge-points/CALL-LIST/calls?action=ClearCache&status=requested&limit=1").ShouldBeAsync(HttpStatusCode.OK);
        var rest = await csms.Admin.ReadAsync($"/charge-points/CALL-LIST/calls?action=ClearCache&limit=1&after={some["next"]}").ShouldBeAsync(HttpStatusCode.OK);

        all.Items.Select(item => (string?)item["id"]).ShouldBe(Enumerable.Reverse(ids));
        var second = Uri.EscapeDataString((string)all.Items[1]["requestedAt"]!);
        foreach (var list in (string[])["/charge-points/CALL-LIST/calls?", "/calls?chargePointId=CALL-LIST&"])
        {
            (await csms.Admin.ReadAsync($"{list}to={second}")).Items.Select(item => (string?)item["id"]).ShouldBe([ids[0]]);
            (await csms.Admin.ReadAsync($"{list}from={second}")).Items.Select(item => (string?)item["id"]).ShouldBe([ids[2], ids[1]]);
        }

        some.Items.Concat(rest.Items).Select(item => (string?)item["id"]).ShouldBe([ids[2], ids[0]]);
    }

    [Theory]
    [InlineData("RemoteStartTransaction", """{"idTag":"X"}""")]
    [InlineData("RemoteStopTransaction", """{"transactionId":1}""")]
    public async Task Starts_and_stops_nothing_where_the_charge_point_is_not_accepted(string action, string payload)
    {
        var id = $"CALL-PENDING-{action.Length}";
        await csms.RegisterAsync(id, Domain.ChargePoints.RegistrationPolicy.Pending);

        await csms.Admin.SendAsync("POST", $"/charge-points/{id}/calls/{action}", payload).ShouldBeAsync(HttpStatusCode.Conflict, "charge_point_not_accepted");
        await csms.Admin.SendAsync("POST", $"/charge-points/{id}/calls/GetConfiguration", "{}").ShouldBeAsync(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("UnlockConnector", """{"connectorId":-1}""")]
    [InlineData("UnlockConnector", """{"connectorId":0}""")]
    [InlineData("RemoteStartTransaction", """{"idTag":"X","connectorId":-1}""")]
    [InlineData("RemoteStopTransaction", """{"transactionId":2147483647}""")]
    public async Task Leaves_it_to_the_charge_point_what_exists(string action, string payload)
    {
        await csms.RegisterAsync("CALL-RAW" + payload.Length);
        await csms.Admin.SendAsync("POST", $"/charge-points/CALL-RAW{payload.Length}/calls/{action}", payload).ShouldBeAsync(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("Reset", """{"type":"Warm"}""", "PropertyConstraintViolation", "type")]
    [InlineData("Reset", "{}", "OccurenceConstraintViolation", "type")]
    [InlineData("UnlockConnector", """{"connectorId":"1"}""", "TypeConstraintViolation", "connectorId")]
    [InlineData("UnlockConnector", """{"connectorId":1.5}""", "TypeConstraintViolation", "connectorId")]
    [InlineData("UnlockConnector", """{"connectorId":99999999999}""", "PropertyConstraintViolation", "connectorId")]
    [InlineData("UnlockConnector", """{"connectorId":1,"extra":2}""", "FormationViolation", "extra")]
    [InlineData("RemoteStartTransaction", """{"idTag":"012345678901234567890","connectorId":-1}""", "PropertyConstraintViolation", "idTag")]
    [InlineData("RemoteStartTransaction", """{"idTag":null}""", "TypeConstraintViolation", "idTag")]
    [InlineData("ClearCache", "[]", "FormationViolation", null)]
    [InlineData("ClearCache", "{", "FormationViolation", null)]
    [InlineData("ClearCache", "nonsense", "FormationViolation", null)]
    public async Task Names_the_member_that_no_charge_point_could_take(string action, string payload, string ocppError, string? member)
    {
        var id = $"CALL-BAD-{Guid.NewGuid():N}";
        await csms.RegisterAsync(id);

        var refused = await csms.Admin.SendAsync("POST", $"/charge-points/{id}/calls/{action}", payload).ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_payload");

        ((string?)refused["ocppError"]).ShouldBe(ocppError, refused.Body!.ToJsonString());
        if (member is not null)
            refused["errors"].AsObject().ShouldContainKey(member);
        (await csms.Admin.ReadAsync($"/charge-points/{id}/calls")).Items.ShouldBeEmpty();
    }

    private async Task<RawChargePoint> BootedAsync(string id)
    {
        await csms.RegisterAsync(id);
        var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, id);
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One"}""");
        return cp;
    }
}
