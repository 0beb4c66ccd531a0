using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Conformance;

namespace Csms.Host.Tests.Quirks;

/// <summary>Payloads of a shape that OCPP does not have (docs/quirks.md Q07 to Q13, Q24, Q31, Q33).</summary>
[Collection(OneHost.Name)]
public sealed class OddPayloads(CsmsFixture csms)
{
    private static readonly string TooLong = new('x', 501);

    private const string Boot = """
        > [2,"b","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]
        < [3,"b",{"status":"Accepted","currentTime":"*","interval":"*"}]

        """;

    [Theory]
    [InlineData("\"2022-02-29T10:00:00Z\"")]
    [InlineData("\"\"")]
    [InlineData("\"1/3/2026 10:00\"")]
    [InlineData("1772359200")]
    [InlineData("null")]
    public async Task Q07_A_time_that_is_none_is_the_time_of_receipt(string timestamp)
    {
        await using var station = await Station.ConnectAsync(csms);
        var start = $$"""
            > [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000,"timestamp":{{timestamp}}}]
            < [3,"1",{"idTagInfo":{"status":"Accepted"},"transactionId":"*"}]

            """;
        var transactionId = await station.ReplaysAsync(Boot + start);
        (await station.ReplaysAsync(start)).ShouldBe(transactionId, "the same start again, although its time says nothing");
        await station.ReplaysAsync($$"""
            > [2,"2","MeterValues",{"connectorId":1,"transactionId":{{transactionId}},"meterValue":[{"timestamp":{{timestamp}},"sampledValue":[{"value":"1100"}]}]}]
            < [3,"2",{}]
            > [2,"3","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Charging","timestamp":{{timestamp}}}]
            < [3,"3",{}]
            > [2,"4","StopTransaction",{"transactionId":{{transactionId}},"meterStop":2000,"timestamp":{{timestamp}}}]
            < [3,"4",{}]
            """);

        (await csms.RepairedAsync(station.Id)).Skip(1).Select(e => e.Replace("Q12 ", "", StringComparison.Ordinal)).ShouldBe(
        [
            "transaction_started Q07",
            "transaction_meter_values_reported Q07",
            timestamp == "null" ? "connector_status_reported Q12" : "connector_status_reported Q07",
            "transaction_stopped Q07",
        ]);
        ((DateTimeOffset)(await station.TransactionAsync(transactionId))["startedAt"]).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Q07_A_time_without_zone_is_UTC()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.ReplaysAsync(Boot + """
            > [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000,"timestamp":"2026-03-01 10:00:00"}]
            < [3,"1",{"idTagInfo":{"status":"Accepted"},"transactionId":"*"}]
            """);

        (await csms.RepairedAsync(station.Id))[^1].ShouldBe("transaction_started Q07");
        ((string?)(await station.TransactionAsync(transactionId))["startedAt"]).ShouldBe("2026-03-01T10:00:00Z");
    }

    [Theory]
    [InlineData("""[{"value":1100.50}]""", "Q08", "1100.50")]
    [InlineData("""[{"value":null}]""", "Q08", "")]
    [InlineData("""[{}]""", "Q08", "")]
    [InlineData("""["1100"]""", "Q08", "1100")]
    [InlineData("""{"value":"1100"}""", "Q09", "1100")]
    [InlineData("""[null,{"value":"1100"}]""", "Q09", "1100")]
    [InlineData("""[{"value":"1100","unit":"Ws"}]""", "Q10", "1100")]
    [InlineData("""[{"value":"1100","measurand":"Energy"}]""", "Q10", "1100")]
    [InlineData("""[{"value":"1100","context":7}]""", "Q08 Q10", "1100")]
    public async Task Q08_Q09_Q10_Samples_are_kept_in_whatever_form(string sampledValue, string repairs, string kept)
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.ReplaysAsync(Boot + $$"""
            > [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}]
            < [3,"1",{"idTagInfo":{"status":"Accepted"},"transactionId":"*"}]
            > [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2026-03-01T10:05:00Z","sampledValue":{{sampledValue}}}]}]
            < [3,"2",{}]
            """);

        (await csms.RepairedAsync(station.Id))[^1].ShouldBe($"transaction_meter_values_reported {repairs}");
        var stored = JsonNode.Parse((await csms.EventsOfTransactionAsync(transactionId))[^1].Data.Span)!;
        ((string?)stored["readings"]![0]!["samples"]![0]!["value"]).ShouldBe(kept);
    }

    [Fact]
    public async Task Q09_Empty_lists_of_samples_and_one_value_without_its_list()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync(Boot + """
            > [2,"1","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T10:05:00Z","sampledValue":[]}]}]
            < [3,"1",{}]
            > [2,"2","MeterValues",{"connectorId":1,"meterValue":{"timestamp":"2026-03-01T10:06:00Z","sampledValue":[{"value":"1"}]}}]
            < [3,"2",{}]
            > [2,"3","MeterValues",{"connectorId":1,"meterValue":[]}]
            < [3,"3",{}]
            """);

        (await csms.RepairedAsync(station.Id)).Skip(1).ShouldBe(["meter_values_reported Q09", "meter_values_reported Q09"]);
    }

    [Fact]
    public async Task Q12_Words_that_OCPP_does_not_have_mean_something_else_and_are_kept()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.ReplaysAsync(Boot + """
            > [2,"1","StatusNotification",{"connectorId":1,"errorCode":"Error","status":"FAULTED","info":"null","timestamp":null}]
            < [3,"1",{}]
            > [2,"2","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z","reservationId":""}]
            < [3,"2",{"idTagInfo":{"status":"Accepted"},"transactionId":"*"}]
            > [2,"3","StopTransaction",{"transactionId":{tx},"idTag":"","meterStop":2000,"timestamp":"2026-03-01T11:00:00Z","reason":"CableCut"}]
            < [3,"3",{}]
            """);

        (await csms.RepairedAsync(station.Id)).Skip(1).ShouldBe(["connector_status_reported Q12", "transaction_started Q12", "transaction_stopped Q12"]);
        var connector = await station.ConnectorAsync();
        string.Join(' ', ((string[])["status", "errorCode", "vendorErrorCode"]).Select(member => connector[member])).ShouldBe("Faulted OtherError Error");
        var stopped = JsonNode.Parse((await csms.EventsOfTransactionAsync(transactionId))[^1].Data.Span)!;
        ((string?)stopped["reason"]).ShouldBe("Other");
        ((string?)stopped["reasonText"]).ShouldBe("CableCut");
    }

    [Fact]
    public async Task Q13_An_idTag_with_what_the_reader_appended_is_the_idTag()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync(Boot + """
            > [2,"1","Authorize",{"idTag":"{tag}\u0010\u000e"}]
            < [3,"1",{"idTagInfo":{"status":"Accepted"}}]
            > [2,"2","Authorize",{"idTag":"12345678901234567890123456"}]
            < [3,"2",{"idTagInfo":{"status":"Invalid"}}]
            > [2,"3","StartTransaction",{"connectorId":1,"idTag":"{tag}\u0010\u000e","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}]
            < [3,"3",{"idTagInfo":{"status":"Accepted"},"transactionId":"*"}]
            """);
        await station.CallAsync("StartTransaction", $$"""{"connectorId":2,"idTag":"{{new string('7', 5000)}}","meterStart":0,"timestamp":"2026-03-01T10:00:00Z"}""");

        (await csms.RepairedAsync(station.Id)).Skip(1).ShouldBe(["transaction_started Q13", "transaction_started Q13"]);
    }

    [Fact]
    public async Task Q24_Members_nobody_knows_and_members_in_another_case()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync("""
            > [2,"1","BootNotification",{"chargepointvendor":"V","ChargePointModel":"M","bootReason":{"any":[1]}}]
            < [3,"1",{"status":"Accepted","currentTime":"*","interval":"*"}]
            > [2,"2","heartbeat",{}]
            < [4,"2","NotImplemented","*",{}]
            > [2,"3","DataTransfer",{"vendorId":"com.example","data":"x","extra":1}]
            < [3,"3",{"status":"UnknownVendorId"}]
            """);

        (await csms.RepairedAsync(station.Id)).ShouldBe(["charge_point_booted Q24", "data_transferred Q24"]);
        ((string?)(await station.ReadAsync())["boot"]!["model"]).ShouldBe("M");
    }

    [Fact]
    public async Task Q31_Stray_bytes_and_text_that_is_no_Unicode()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync(Boot + "> \uFEFF" + """
            [2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available"}]
            < [3,"1",{}]
            > [2,"2","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Preparing","info":"a\u0000b"}]
            < [3,"2",{}]
            > [2,"3","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Charging","info":"\ud83d \ud83d\ude97"}]
            < [3,"3",{}]
            """);

        (await csms.RepairedAsync(station.Id)).Skip(1).ShouldAllBe(e => e == "connector_status_reported Q31");
        ((string?)(await station.ConnectorAsync())["info"]).ShouldBe("\uFFFD 🚗");
    }

    [Fact]
    public async Task Q33_What_is_too_long_or_too_small_is_kept()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync("""
            > [2,"1","BootNotification",{"chargePointVendor":"A vendor with more than twenty characters","chargePointModel":"M"}]
            < [3,"1",{"status":"Accepted","currentTime":"*","interval":"*"}]
            > [2,"2","StatusNotification",{"connectorId":-1,"errorCode":"NoError","status":"Available"}]
            < [3,"2",{}]
            """);

        (await csms.RepairedAsync(station.Id)).ShouldBe(["charge_point_booted Q33", "connector_status_reported Q33"]);
    }

    [Fact]
    public async Task Q33_An_answer_counts_although_a_value_in_it_is_too_long()
    {
        await using var station = await Station.ConnectAsync(csms);
        await using var strict = await Station.ConnectAsync(csms, checking: "strict");

        ((string?)(await AnsweredAsync(station))["status"]).ShouldBe("answered");
        (await csms.RepairedAsync(station.Id)).ShouldBe(["call_answered Q33"]);
        var keys = (await csms.Admin.ReadAsync($"/charge-points/{station.Id}/configuration"))["keys"].AsArray();
        keys.Select(key => (string?)key!["value"]).ShouldBe(["300", TooLong]);
        ((string?)(await AnsweredAsync(strict))["error"]!["kind"]).ShouldBe("InvalidResponse");

        async Task<JsonNode> AnsweredAsync(Station asked)
        {
            var asking = csms.Admin.SendAsync("POST", $"/charge-points/{asked.Id}/calls/GetConfiguration?wait=30", "{}");
            await asked.Wire.AnswerAsync(await asked.Wire.ReceiveCallAsync(), $$"""
                {"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"},{"key":"Measurands","readonly":true,"value":"{{TooLong}}"}]}
                """);
            return (await asking.ShouldBeAsync(HttpStatusCode.OK)).Body!;
        }
    }

    [Fact]
    public async Task SD_D05_Vendor_data_that_is_no_text_is_kept_as_its_JSON()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync(Boot + """
            > [2,"1","DataTransfer",{"vendorId":"com.example","data":{"soc":47,"list":[1,"2"]}}]
            < [3,"1",{"status":"UnknownVendorId"}]
            """);
        (await csms.RepairedAsync(station.Id))[^1].ShouldBe("data_transferred Q08");
        var stored = JsonNode.Parse((await csms.EventsOfAsync($"charge-point-{station.Id}"))[^1].Data.Span)!;
        (await csms.Store.ReadContentAsync((Guid)stored["contentId"]!, CancellationToken.None)).ShouldBe("""{"soc":47,"list":[1,"2"]}""");

        await using var strict = await Station.ConnectAsync(csms, checking: "strict");
        await strict.ReplaysAsync(Boot + """
            > [2,"1","DataTransfer",{"vendorId":"com.example","data":{"soc":47}}]
            < [4,"1","TypeConstraintViolation","*",{}]
            """);
    }

    [Fact]
    public async Task Are_counted_by_charge_point_rule_and_day()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync(Boot + """
            > [2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available","timestamp":""}]
            < [3,"1",{}]
            > [2,"2","StatusNotification",{"connectorId":"1","errorCode":"NoError","status":"Preparing","timestamp":""}]
            < [3,"2",{}]
            """);
        var head = await csms.Store.ReadHeadAsync(CancellationToken.None);

        var counted = (await csms.Admin.ReadAsync($"/repairs?chargePointId={station.Id}&minPosition={head}")).Items;
        counted.Select(item => $"{item["rule"]} {item["events"]}").ShouldBe(["Q07 2", "Q08 1"]);
        var first = await csms.Admin.ReadAsync($"/repairs?chargePointId={station.Id}&limit=1");
        var second = await csms.Admin.ReadAsync($"/repairs?chargePointId={station.Id}&limit=1&after={first["next"]}");
        ((string?)second.Items.Single()["rule"]).ShouldBe("Q08");
        (await csms.Admin.ReadAsync($"/repairs?chargePointId={station.Id}&rule=Q07&from={first.Items[0]["day"]}")).Items.Count.ShouldBe(1);
        await csms.Admin.ReadAsync("/repairs?from=soon").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        await csms.Admin.ReadAsync("/repairs?after=there").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_cursor");
    }
}
