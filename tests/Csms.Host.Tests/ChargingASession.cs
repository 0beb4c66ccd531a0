using System.Text.Json.Nodes;

namespace Csms.Host.Tests;

public class ChargingASession(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Stores_every_fact_before_it_answers()
    {
        await csms.RegisterAsync("CP-SESSION");
        await csms.RegisterTokenAsync("TAG-SESSION");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-SESSION");

        var boot = await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One","firmwareVersion":"1.2"}""");
        ((string?)boot["status"]).ShouldBe("Accepted");
        ((int?)boot["interval"]).ShouldBe(300);
        ((string?)boot["currentTime"]).ShouldEndWith("Z");
        await cp.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Preparing"}""");
        ((string?)(await cp.CallAsync("Authorize", """{"idTag":"tag-session"}"""))["idTagInfo"]!["status"]).ShouldBe("Accepted");

        var start = await cp.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"TAG-SESSION","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}""");
        ((string?)start["idTagInfo"]!["status"]).ShouldBe("Accepted");
        var transactionId = (int)start["transactionId"]!;
        transactionId.ShouldBePositive();

        await cp.CallAsync("MeterValues", $$"""
            {"connectorId":1,"transactionId":{{transactionId}},"meterValue":[{"timestamp":"2026-03-01T10:15:00Z","sampledValue":[
            {"value":"3500"},{"value":"7400","measurand":"Power.Active.Import","unit":"W"}]}]}
            """);
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{transactionId}},"meterStop":5000,"timestamp":"2026-03-01T10:30:00Z","idTag":"TAG-SESSION"}""");

        var charging = await csms.EventsOfTransactionAsync(transactionId);
        charging.Select(e => e.Type).ShouldBe(["transaction_started", "transaction_meter_values_reported", "transaction_stopped"]);
        charging.ShouldAllBe(e => e.Metadata.Actor == "charge-point:CP-SESSION");
        (await csms.EventsOfAsync("charge-point-CP-SESSION")).Select(e => e.Type).ShouldBe(
            ["charge_point_registered", "charge_point_connected", "charge_point_booted", "connector_status_reported"]);
    }

    [Fact]
    public async Task Gives_a_start_that_comes_again_the_same_number()
    {
        await csms.RegisterAsync("CP-AGAIN");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-AGAIN");
        const string start = """{"connectorId":1,"idTag":"NOBODY","meterStart":0,"timestamp":"2026-03-01T10:00:00Z"}""";

        var first = await cp.CallAsync("StartTransaction", start);
        await cp.DisposeAsync();
        await using var reconnected = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-AGAIN");
        var second = await reconnected.CallAsync("StartTransaction", start.Replace("NOBODY", "nobody", StringComparison.Ordinal));

        JsonNode.DeepEquals(first, second).ShouldBeTrue();
        ((string?)first["idTagInfo"]!["status"]).ShouldBe("Invalid");
        (await csms.EventsOfTransactionAsync((int)first["transactionId"]!)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stores_repeated_meter_values_and_stops_once()
    {
        await csms.RegisterAsync("CP-REPEAT");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-REPEAT");
        var start = await cp.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"X","meterStart":0,"timestamp":"2026-03-01T10:00:00Z"}""");
        var id = (int)start["transactionId"]!;
        var values = $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T10:15:00Z","sampledValue":[{"value":"1"}]}]}""";
        var stop = $$"""{"transactionId":{{id}},"meterStop":5,"timestamp":"2026-03-01T10:30:00Z","reason":"EVDisconnected"}""";

        await cp.CallAsync("MeterValues", values);
        await cp.CallAsync("MeterValues", values);
        (await cp.CallAsync("StopTransaction", stop)).ToJsonString().ShouldBe("{}");
        (await cp.CallAsync("StopTransaction", stop)).ToJsonString().ShouldBe("{}");

        (await csms.EventsOfTransactionAsync(id)).Select(e => e.Type).ShouldBe(
            ["transaction_started", "transaction_meter_values_reported", "transaction_stopped"]);
    }

    [Fact]
    public async Task Answers_a_stop_nobody_knows_and_keeps_it()
    {
        await csms.RegisterAsync("CP-ORPHAN");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-ORPHAN");

        var answer = await cp.CallAsync("StopTransaction", """{"transactionId":-1,"meterStop":5,"timestamp":"2026-03-01T10:30:00Z","idTag":"X"}""");

        ((string?)answer["idTagInfo"]!["status"]).ShouldBe("Invalid");
        (await csms.EventsOfAsync("charge-point-CP-ORPHAN"))[^1].Type.ShouldBe("unknown_transaction_stopped");
    }

    [Fact]
    public async Task Keeps_signed_values_beside_the_event()
    {
        await csms.RegisterAsync("CP-SIGNED");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-SIGNED");
        var start = await cp.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"SIGNER","meterStart":0,"timestamp":"2026-03-01T10:00:00Z"}""");
        var id = (int)start["transactionId"]!;
        const string reading = """{"timestamp":"2026-03-01T10:30:00Z","sampledValue":[{"value":"OCMF|{\"ID\":\"SIGNER\"}|{}","format":"SignedData"}]}""";

        await cp.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{{reading}}]}""");
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":5,"timestamp":"2026-03-01T10:30:00Z","transactionData":[{{reading}}]}""");

        var stop = (await csms.EventsOfTransactionAsync(id))[^1];
        var text = System.Text.Encoding.UTF8.GetString(stop.Data.Span);
        text.ShouldNotContain("SIGNER");
        var contentId = (Guid)JsonNode.Parse(text)!["transactionData"]![0]!["samples"]![0]!["contentId"]!;
        (await csms.Store.ReadContentAsync(contentId, CancellationToken.None)).ShouldBe("""OCMF|{"ID":"SIGNER"}|{}""");
    }
}
