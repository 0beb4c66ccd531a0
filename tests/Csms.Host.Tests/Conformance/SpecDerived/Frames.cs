using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-R: frames from a charge point (OCPP-J section 4).</summary>
[Collection(OneHost.Name)]
public sealed class Frames(CsmsFixture csms)
{
    [Fact]
    public async Task SD_R01_Are_answered_with_their_id_and_an_object()
    {
        await using var station = await Station.ConnectAsync(csms);
        var frame = await station.Wire.CallForFrameAsync(
            "StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available"}""", "any id up to 36 characters, even ä");

        frame.ToJsonString(Plain).ShouldBe("""[3,"any id up to 36 characters, even ä",{}]""");
    }

    [Fact]
    public async Task SD_R02_May_have_null_where_nothing_is_asked()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.CallAsync("Heartbeat", "null");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[2")]
    [InlineData("\"2\"")]
    public async Task SD_R03_That_are_none_are_answered_without_an_id(string text)
    {
        await using var station = await Station.ConnectAsync(csms);
        var frame = await station.Wire.SendForFrameAsync(text, "-1");

        ((int?)frame[0]).ShouldBe(4);
        ((string?)frame[2]).ShouldBe("FormationViolation");
        await station.BeatsAsync();
    }

    [Theory]
    [InlineData("[5,\"r04\",\"Heartbeat\",{}]")]
    [InlineData("[0,\"r04\",\"Heartbeat\",{}]")]
    public async Task SD_R04_Of_another_type_are_passed_over(string text)
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.Wire.SendAsync(text);
        var next = await station.Wire.SendForFrameAsync("""[2,"r04","Heartbeat",{}]""", "r04");

        // The first answer with this id is that of the second frame.
        ((int?)next[0]).ShouldBe(3);
    }

    [Theory]
    [InlineData("[2,\"r05\"]", "r05")]
    [InlineData("[2,\"r05\",\"Heartbeat\"]", "r05")]
    [InlineData("[2,\"r05\",\"Heartbeat\",[]]", "r05")]
    [InlineData("[2,\"r05\",\"Heartbeat\",\"{}\"]", "r05")]
    [InlineData("[2,\"r05\",\"Heartbeat\",{},1]", "r05")]
    [InlineData("[2,\"r05\",1,{}]", "r05")]
    [InlineData("[2,5,\"Heartbeat\",{}]", "-1")]
    [InlineData("[2,\"1234567890123456789012345678901234567\",\"Heartbeat\",{}]", "1234567890123456789012345678901234567")]
    public async Task SD_R05_With_a_broken_frame_are_refused_by_their_id(string text, string id)
    {
        await using var station = await Station.ConnectAsync(csms, checking: "strict");
        await station.BootAsync();
        var frame = await station.Wire.SendForFrameAsync(text, id);

        ((int?)frame[0]).ShouldBe(4, frame.ToJsonString());
        ((string?)frame[2]).ShouldBe("FormationViolation");
        await station.BeatsAsync();
    }

    [Theory]
    [InlineData("Sing", "NotImplemented")]
    [InlineData("heartbeat", "NotImplemented")]
    [InlineData("Reset", "NotSupported")]
    [InlineData("GetLog", "NotSupported")]
    public async Task SD_R06_Of_an_action_that_is_not_served_are_refused(string action, string code)
    {
        await using var station = await Station.ConnectAsync(csms);
        (await station.FailingCallAsync(action, "{}")).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("Authorize", "{}", "OccurenceConstraintViolation")]
    [InlineData("Authorize", """{"idTag":5}""", "TypeConstraintViolation")]
    [InlineData("Authorize", """{"idTag":"123456789012345678901"}""", "PropertyConstraintViolation")]
    [InlineData("StatusNotification", """{"connectorId":"1","errorCode":"NoError","status":"Available"}""", "TypeConstraintViolation")]
    [InlineData("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Sleeping"}""", "PropertyConstraintViolation")]
    [InlineData("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available","timestamp":"yesterday"}""", "PropertyConstraintViolation")]
    [InlineData("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available","info":null}""", "TypeConstraintViolation")]
    [InlineData("Authorize", """{"idTag":"X","com_example_extra":1}""", "FormationViolation")]
    [InlineData("BootNotification", """{"chargePointVendor":"123456789012345678901","chargePointModel":"M"}""", "PropertyConstraintViolation")]
    [InlineData("StartTransaction", """{"connectorId":1,"meterStart":0,"timestamp":"2026-03-01T10:00:00Z"}""", "OccurenceConstraintViolation")]
    [InlineData("StopTransaction", """{"transactionId":1,"timestamp":"2026-03-01T10:00:00Z"}""", "OccurenceConstraintViolation")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":"none"}""", "TypeConstraintViolation")]
    public async Task SD_R07_With_a_wrong_member_are_refused_by_what_is_wrong(string action, string payload, string code)
    {
        await using var station = await Station.ConnectAsync(csms, checking: "strict");
        await station.BootAsync();
        (await station.FailingCallAsync(action, payload)).Code.ShouldBe(code);
        await station.BeatsAsync();
    }

    [Fact]
    public async Task SD_R07_With_a_member_too_many_are_served()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.CallAsync("Authorize", new { idTag = station.IdTag, com_example_extra = new { any = 1 } });
    }

    [Theory]
    [InlineData("lenient")]
    [InlineData("strict")]
    public async Task SD_R07_Of_a_transaction_are_served_as_long_as_they_mean_anything(string checking)
    {
        await using var station = await Station.ConnectAsync(csms, checking: checking);
        await station.BootAsync();
        var start = await station.CallAsync(
            "StartTransaction", $$"""{"connectorId":"1","idTag":"{{station.IdTag}}","meterStart":0.4,"timestamp":"2026-02-30T10:00:00Z","extra":{} }""");
        var transactionId = (int)start["transactionId"]!;
        await station.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{transactionId}},"meterValue":{"sampledValue":{"value":7,"unit":"Ws"} } }""");
        await station.CallAsync("StopTransaction", $$"""{"transactionId":{{transactionId}},"meterStop":"9","reason":"Tired"}""");

        await station.HasStoppedAsync(transactionId, "Other");
    }

    [Fact]
    public async Task SD_R07_Are_read_as_they_are_meant_by_default()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.CallAsync("Authorize", """{"idTag":5}""");
        await station.CallAsync("StatusNotification", """{"connectorId":"1","errorCode":"Error","status":"available","timestamp":"yesterday"}""");
        (await station.FailingCallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Sleeping"}""")).Code.ShouldBe("PropertyConstraintViolation");
        (await station.FailingCallAsync("Authorize", "{}")).Code.ShouldBe("OccurenceConstraintViolation");

        await station.ShowsAsync("Available");
    }

    [Fact]
    public async Task SD_R07_Are_checked_as_the_operator_wants_from_the_next_one_on()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.BootAsync();
        await station.CallAsync("Authorize", """{"idTag":5}""");
        await csms.Admin.SendAsync("PATCH", $"/charge-points/{station.Id}", """{"messageChecking":"strict"}""").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)(await station.ReadAsync())["messageChecking"]).ShouldBe("strict");
        await Eventually.BecomesAsync(() => station.Wire.CallForFrameAsync("Authorize", """{"idTag":5}"""), frame => (int?)frame[0] == 4);
    }

    [Fact]
    public async Task SD_R11_Before_the_first_boot_are_refused_where_that_is_wanted()
    {
        await using var station = await Station.ConnectAsync(csms, checking: "strict");
        foreach (var action in (string[])["Heartbeat", "Authorize", "StartTransaction"])
            (await station.FailingCallAsync(action, "{}")).Code.ShouldBe("SecurityError");
        await station.BootAsync();
        await station.ReconnectAsync();
        await station.BeatsAsync();
    }

    [Fact]
    public async Task SD_R11_Of_a_charge_point_that_is_turned_away_are_refused()
    {
        await using var station = await Station.ConnectAsync(csms, registration: "rejected");
        foreach (var action in (string[])["Heartbeat", "Authorize", "StartTransaction"])
            (await station.FailingCallAsync(action, "{}")).Code.ShouldBe("SecurityError");
    }

    [Fact]
    public async Task SD_R11_Of_a_charge_point_that_waits_are_served()
    {
        await using var station = await Station.ConnectAsync(csms, registration: "pending");
        await station.BeatsAsync();
        await station.ReportsAsync("Available");
    }

    [Fact]
    public async Task SD_R12_That_come_again_have_the_same_effect_once()
    {
        await using var station = await Station.ConnectAsync(csms);
        var start = $$"""{"connectorId":1,"idTag":"{{station.IdTag}}","meterStart":0,"timestamp":"2026-03-01T10:00:00Z"}""";
        var first = await station.Wire.CallForFrameAsync("StartTransaction", start, "r12");
        var again = await station.Wire.CallForFrameAsync("StartTransaction", start, "r12");
        await station.ReconnectAsync();
        var later = await station.Wire.CallForFrameAsync("StartTransaction", start, "r12");

        again.ToJsonString().ShouldBe(first.ToJsonString());
        later.ToJsonString().ShouldBe(first.ToJsonString());
        (await station.TransactionsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task SD_R12_Under_the_id_of_another_that_is_being_handled_are_refused()
    {
        await using var station = await Station.ConnectAsync(csms);
        for (var i = 0; i < 6; i++)
        {
            await station.Wire.SendAsync(
                $$"""[2,"{{(i < 5 ? i : "r12")}}","StartTransaction",{"connectorId":1,"idTag":"{{station.IdTag}}","meterStart":{{i}},"timestamp":"2026-03-01T10:00:00Z"}]""");
        }

        var refused = await station.Wire.SendForFrameAsync("""[2,"r12","Heartbeat",{}]""", "r12");

        ((int?)refused[0]).ShouldBe(4, refused.ToJsonString());
        ((string?)refused[2]).ShouldBe("ProtocolError");
        await Eventually.BecomesAsync(() => station.Wire.CallForFrameAsync("Heartbeat", "{}", "r12"), frame => frame[2] is JsonObject heartbeat && heartbeat.ContainsKey("currentTime"));
        (await station.TransactionsAsync()).Count.ShouldBe(6);
    }

    [Fact]
    public async Task SD_R20_May_write_numbers_and_text_in_any_way_of_JSON()
    {
        await using var station = await Station.ConnectAsync(csms);
        var start = await station.CallAsync(
            "StartTransaction",
            $$"""{"connectorId":1.0,"idTag":"{{station.IdTag}}","meterStart":1e3,"timestamp":"2026-03-01T10:00:00Z"}""");
        await station.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available","info":"\u00e4\/ß \ud83d\ude97"}""");

        ((long?)(await station.TransactionAsync((int)start["transactionId"]!))["meterStart"]).ShouldBe(1000);
        ((string?)(await station.ConnectorAsync())["info"]).ShouldBe("ä/ß 🚗");
    }

    [Theory]
    [InlineData("2026-03-01T10:00:00Z")]
    [InlineData("2026-03-01T12:00:00+02:00")]
    [InlineData("2026-03-01T10:00:00.0Z")]
    [InlineData("2026-03-01T10:00:00.000000000Z")]
    [InlineData("2026-03-01t10:00:00z")]
    [InlineData("2026-03-01T10:00:00")]
    public async Task SD_R21_May_write_the_time_in_any_way_of_ISO_8601(string timestamp)
    {
        await using var station = await Station.ConnectAsync(csms);
        var start = await station.CallAsync(
            "StartTransaction", $$"""{"connectorId":1,"idTag":"{{station.IdTag}}","meterStart":0,"timestamp":"{{timestamp}}"}""");

        ((string?)(await station.TransactionAsync((int)start["transactionId"]!))["startedAt"]).ShouldBe("2026-03-01T10:00:00Z");
    }

    private static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
