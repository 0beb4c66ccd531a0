using System.Net;
using System.Net.WebSockets;
using System.Text;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Conformance;

namespace Csms.Host.Tests.Quirks;

/// <summary>Handshakes, ids and answers as they occur in the field (docs/quirks.md Q16, Q22, Q23, Q25 to Q27, Q30, Q32, Q34).</summary>
[Collection(OneHost.Name)]
public sealed class OddConnections(CsmsFixture csms)
{
    [Fact]
    public async Task Q16_Messages_before_the_first_boot_are_served()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync("""
            > [2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available"}]
            < [3,"1",{}]
            > [2,"2","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]
            < [3,"2",{"status":"Accepted","currentTime":"*","interval":"*"}]
            > [2,"3","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Preparing"}]
            < [3,"3",{}]
            """);

        (await csms.RepairedAsync(station.Id)).ShouldBe(["connector_status_reported Q16", "charge_point_booted", "connector_status_reported"]);
    }

    [Fact]
    public async Task Q22_An_answer_under_another_id_is_taken_when_it_fits()
    {
        await using var station = await Station.ConnectAsync(csms);
        var asking = csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/Reset?wait=30", """{"type":"Soft"}""");
        await station.Wire.ReceiveCallAsync();

        // None of these answers a Reset; the last one does.
        await station.Wire.SendAsync("""[3,"17",{}]""");
        await station.Wire.SendAsync("""[3,"17",{"status":"Unlocked"}]""");
        await station.Wire.SendAsync("""[4,"17","NotSupported","",{}]""");
        await station.Wire.SendAsync("""[3,"0b3d2f9e-1b7a-4f7e-8a53-2f0d5e8c1b77",{"status":"Rejected"}]""");
        await station.Wire.SendAsync("""[3,17,{"status":"Accepted"}]""");

        var ended = (await asking.ShouldBeAsync(HttpStatusCode.OK)).Body!;
        ((string?)ended["response"]!["status"]).ShouldBe("Accepted", ended.ToJsonString());
        (await csms.RepairedAsync(station.Id)).ShouldBe(["call_answered Q22"]);
    }

    [Fact]
    public async Task Q22_An_answer_under_another_id_is_ignored_where_rules_are_strict()
    {
        await using var station = await Station.ConnectAsync(csms, checking: "strict");
        var asking = csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/Reset?wait=30", """{"type":"Soft"}""");
        var call = await station.Wire.ReceiveCallAsync();
        await station.Wire.SendAsync("""[3,"17",{"status":"Accepted"}]""");
        await station.Wire.AnswerAsync(call, """{"status":"Rejected"}""");

        ((string?)(await asking.ShouldBeAsync(HttpStatusCode.OK))["response"]!["status"]).ShouldBe("Rejected");
    }

    [Fact]
    public async Task Q23_Message_ids_that_are_numbers_or_long_or_used_again()
    {
        await using var station = await Station.ConnectAsync(csms);
        var longId = new string('x', 200);
        await station.ReplaysAsync($$"""
            > [2,1,"BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]
            < [3,"1",{"status":"Accepted","currentTime":"*","interval":"*"}]
            > [2,"{{longId}}","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available"}]
            < [3,"{{longId}}",{}]
            > [2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Preparing"}]
            < [3,"1",{}]
            """);

        (await csms.RepairedAsync(station.Id)).ShouldBe(["charge_point_booted Q23", "connector_status_reported Q23", "connector_status_reported"]);
    }

    [Fact]
    public async Task Q25_A_handshake_without_subprotocol_is_taken_for_OCPP_16_where_that_is_agreed()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"Q25","securityProfile":0,"subprotocolAssumed":true}""").ShouldBeAsync(HttpStatusCode.Created);
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"Q25-NOT","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);

        using var silent = new ClientWebSocket();
        await silent.ConnectAsync(new Uri(csms.Ocpp, "Q25"), CancellationToken.None);
        silent.SubProtocol.ShouldBeNull();
        await silent.SendAsync("""[2,"1","Heartbeat",{}]"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[1000];
        var answer = await silent.ReceiveAsync(buffer, CancellationToken.None);
        Encoding.UTF8.GetString(buffer, 0, answer.Count).ShouldStartWith("""[3,"1",{"currentTime":""");
        (await csms.EventsOfAsync("charge-point-Q25"))[^1].Metadata.Repairs.ShouldBe(["Q25"]);

        foreach (var (id, offered) in (IEnumerable<(string, string?)>)[("Q25-NOT", null), ("Q25-NOBODY", null), ("Q25", "ocpp2.0.1")])
        {
            using var refused = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
            if (offered is not null)
                refused.Options.AddSubProtocol(offered);
            await Should.ThrowAsync<WebSocketException>(() => refused.ConnectAsync(new Uri(csms.Ocpp, id), CancellationToken.None));
            refused.HttpStatusCode.ShouldBe(HttpStatusCode.BadRequest, id);
        }
    }

    [Fact]
    public async Task Q26_A_status_that_is_replayed_late_is_history()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReportsAsync("Charging", timestamp: DateTimeOffset.UtcNow.AddMinutes(-1));
        await station.ReportsAsync("Available", timestamp: DateTimeOffset.UtcNow.AddMinutes(-9));
        await station.ShowsAsync("Charging");
    }

    [Theory]
    [InlineData("""[4,{0},"","",""]""")]
    [InlineData("""[4,{0}]""")]
    [InlineData("""[4,{0},"NotImplemented","{1}","no details"]""")]
    [InlineData("""[4,{0},7,null,[[]],"more"]""")]
    public async Task Q27_A_CALLERROR_of_any_form_fails_the_call(string form)
    {
        await using var station = await Station.ConnectAsync(csms);
        var asking = csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/ClearCache?wait=30", "{}");
        var call = await station.Wire.ReceiveCallAsync();
        await station.Wire.SendAsync(form.Replace("{0}", call[1]!.ToJsonString(), StringComparison.Ordinal).Replace("{1}", new string('d', 300), StringComparison.Ordinal));

        var ended = (await asking.ShouldBeAsync(HttpStatusCode.OK)).Body!;
        ((string?)ended["status"]).ShouldBe("failed", ended.ToJsonString());
    }

    [Fact]
    public async Task Q30_A_stop_of_nonsense_is_answered_so_that_it_ends()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync("""
            > [2,"1","StopTransaction",{"transactionId":"x","meterStop":0,"timestamp":"","transactionData":"nothing","reason":""}]
            < [4,"1","TypeConstraintViolation","*",{}]
            > [2,"2","StopTransaction",{"transactionId":"77","meterStop":0,"timestamp":"","transactionData":"nothing","reason":""}]
            < [3,"2",{}]
            """);

        (await csms.RepairedAsync(station.Id)).Single().ShouldStartWith("unknown_transaction_stopped ");
    }

    [Fact]
    public async Task Q32_Times_are_told_with_milliseconds_and_Z()
    {
        await using var station = await Station.ConnectAsync(csms);
        ((string)(await station.CallAsync("Heartbeat"))["currentTime"]!).ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
    }

    [Fact]
    public async Task SD_T08_The_digits_of_the_password_are_taken_for_its_bytes()
    {
        const string key = "4F43545F746573745F70617373776F7264203031";
        await csms.RegisterAsync("T08", securityProfile: 1, password: key);
        await using var bytes = await RawChargePoint.ConnectAsync(csms.Ocpp, "T08", Encoding.UTF8.GetString(Convert.FromHexString(key)));
        (await csms.EventsOfAsync("charge-point-T08"))[^1].Metadata.Repairs.ShouldBeNull();
        await using var digits = await RawChargePoint.ConnectAsync(csms.Ocpp, "T08", key.ToLowerInvariant());
        var connected = (await csms.EventsOfAsync("charge-point-T08")).Last(e => e.Type == "charge_point_connected");
        connected.Metadata.Repairs.ShouldBe(["Q34"]);

        await Should.ThrowAsync<WebSocketException>(() => RawChargePoint.ConnectAsync(csms.Ocpp, "T08", key.Replace('4', '5')));
        await csms.Admin.SendAsync("PATCH", "/charge-points/T08", """{"messageChecking":"strict"}""").ShouldBeAsync(HttpStatusCode.OK);
        await Should.ThrowAsync<WebSocketException>(() => RawChargePoint.ConnectAsync(csms.Ocpp, "T08", key));
    }
}
