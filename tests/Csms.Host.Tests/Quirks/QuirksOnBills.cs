using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Billing;
using Csms.Host.Tests.Conformance;

namespace Csms.Host.Tests.Quirks;

/// <summary>From recorded frames to the bill (docs/quirks.md Q01 to Q15): what is billed or held, of how much energy, and what was noticed.</summary>
public sealed class QuirksOnBills(BillingHost csms) : IClassFixture<BillingHost>
{
    private const string Start = """> [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000,"timestamp":"2024-05-01T10:00:00Z"}]""";
    private const string Stop = """> [2,"9","StopTransaction",{"transactionId":{tx},"meterStop":11000,"timestamp":"2024-05-01T11:00:00Z"}]""";

    // No register at the stop: the energy is that of the last reading, if it was understood.
    private const string StopOfNothing = """> [2,"9","StopTransaction",{"transactionId":{tx},"meterStop":-1,"timestamp":"2024-05-01T11:00:00Z"}]""";

    public static TheoryData<string, string[], string, string, string> Cases { get; } = new()
    {
        {
            "Q01 impossible numbers", [
                Start,
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":0,"meterValue":[{"timestamp":"2024-05-01T10:20:00Z","sampledValue":[{"value":"4000"}]}]}]""",
                """> [2,"3","MeterValues",{"connectorId":1,"transactionId":9223372036854775807,"meterValue":[{"timestamp":"2024-05-01T10:40:00Z","sampledValue":[{"value":"6000"}]}]}]""",
                """> [2,"9","StopTransaction",{"transactionId":-1,"idTag":"{tag}","meterStop":-1,"timestamp":"2024-05-01T11:00:00Z"}]"""],
            "issued", "5.0", "STOP_VALUE_SUBSTITUTED"
        },
        {
            "Q02 no number", [
                Start,
                """> [2,"2","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2024-05-01T10:40:00Z","sampledValue":[{"value":"6000"}]}]}]""",
                StopOfNothing],
            "issued", "5.0", "STOP_VALUE_SUBSTITUTED"
        },
        {
            "Q03 connector 0", [
                """> [2,"0","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Preparing","timestamp":"2024-05-01T09:59:00Z"}]""",
                """> [2,"1","StartTransaction",{"connectorId":0,"idTag":"{tag}","meterStart":1000,"timestamp":"2024-05-01T10:00:00Z"}]""",
                """> [2,"2","MeterValues",{"connectorId":0,"meterValue":[{"timestamp":"2024-05-01T10:20:00Z","sampledValue":[{"value":"77000"}]}]}]""",
                """> [2,"3","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:40:00Z","sampledValue":[{"value":"6000"}]}]}]""",
                StopOfNothing],
            "issued", "5.0", "STOP_VALUE_SUBSTITUTED"
        },
        {
            "Q04 the start again", [
                Start,
                """> [2,"2","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000,"timestamp":"2024-05-01T10:00:00Z"}]""",
                Stop],
            "issued", "10.0", ""
        },
        {
            "Q05 the stop again", [
                Start,
                Stop,
                """> [2,"10","StopTransaction",{"transactionId":{tx},"meterStop":11000,"timestamp":"2024-05-01T11:00:00Z"}]""",
                """> [2,"11","StopTransaction",{"transactionId":{tx},"meterStop":12000,"timestamp":"2024-05-01T11:01:00Z"}]"""],
            "issued", "10.0", ""
        },
        {
            "Q06 a stop of nobody", [
                Start,
                """> [2,"2","StopTransaction",{"transactionId":2000000001,"meterStop":5000,"timestamp":"2024-05-01T10:30:00Z"}]""",
                Stop],
            "issued", "10.0", ""
        },
        {
            "Q07 times", [
                """> [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000,"timestamp":"2024-05-01 10:00:00"}]""",
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T12:30:00+02","sampledValue":[{"value":"6000"}]}]}]""",
                """> [2,"9","StopTransaction",{"transactionId":{tx},"meterStop":11000,"timestamp":"2024-05-01T11:00:00.123456789Z"}]"""],
            "issued", "10.0", ""
        },
        {
            "Q07 a clock that was never set", [
                """> [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000,"timestamp":"1970-01-01T00:00:10Z"}]""",
                """> [2,"9","StopTransaction",{"transactionId":{tx},"meterStop":11000,"timestamp":"1970-01-01T01:00:10Z"}]"""],
            "issued", "10.0", "TIME_CORRECTED"
        },
        {
            "Q07 a time that is yet to come", [
                Start,
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:40:00Z","sampledValue":[{"value":"6000"}]}]}]""",
                """> [2,"9","StopTransaction",{"transactionId":{tx},"meterStop":11000,"timestamp":"9999-12-31T23:59:59Z"}]"""],
            "issued", "10.0", "TIME_CORRECTED"
        },
        {
            "Q08 values as numbers", [
                Start,
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:40:00Z","sampledValue":[{"value":6000}]}]}]""",
                """> [2,"3","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:50:00Z","sampledValue":[{"value":""}]}]}]""",
                StopOfNothing],
            "issued", "5.0", "UNUSABLE_READING_DROPPED STOP_VALUE_SUBSTITUTED"
        },
        {
            "Q09 an object in the place of a list", [
                Start,
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":{"timestamp":"2024-05-01T10:40:00Z","sampledValue":{"value":"6000"}}}]""",
                """> [2,"3","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:50:00Z","sampledValue":[]}]}]""",
                StopOfNothing],
            "issued", "5.0", "STOP_VALUE_SUBSTITUTED"
        },
        {
            "Q10 other units", [
                Start,
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:40:00Z","sampledValue":[{"value":"6.000","unit":"kWh"},{"value":"31","unit":"Celcius","measurand":"Temperature"},{"value":"50","unit":"Hz","measurand":"Frequency"}]}]}]""",
                StopOfNothing],
            "issued", "5.0", "STOP_VALUE_SUBSTITUTED"
        },
        {
            "Q11 kWh that say Wh", [
                """> [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000000,"timestamp":"2024-05-01T10:00:00Z"}]""",
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:15:00Z","sampledValue":[{"value":"1002.5","unit":"Wh"}]}]}]""",
                """> [2,"3","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:30:00Z","sampledValue":[{"value":"1005.0","unit":"Wh"}]}]}]""",
                """> [2,"4","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:45:00Z","sampledValue":[{"value":"1007.5","unit":"Wh"}]}]}]""",
                """> [2,"9","StopTransaction",{"transactionId":{tx},"meterStop":1010000,"timestamp":"2024-05-01T11:00:00Z"}]"""],
            "held", "10.0", "KWH_LABELLED_WH"
        },
        {
            "Q12 words OCPP does not have", [
                Start,
                """> [2,"2","StatusNotification",{"connectorId":1,"errorCode":"Error","status":"charging","timestamp":"2024-05-01T10:00:00Z","info":null}]""",
                """> [2,"9","StopTransaction",{"transactionId":{tx},"meterStop":11000,"timestamp":"2024-05-01T11:00:00Z","reason":"UserPressedButton"}]"""],
            "issued", "10.0", ""
        },
        {
            "Q13 an idTag with more than it has", [
                """> [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}\u0010\u000e","meterStart":1000,"timestamp":"2024-05-01T10:00:00Z"}]""",
                Stop],
            "issued", "10.0", ""
        },
        {
            "Q14 samples that count from the start", [
                """> [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":100000,"timestamp":"2024-05-01T10:00:00Z"}]""",
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:00:05Z","sampledValue":[{"value":"0"}]}]}]""",
                """> [2,"3","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:30:00Z","sampledValue":[{"value":"5000"}]}]}]""",
                StopOfNothing],
            "issued", "5.0", "SESSION_RELATIVE_SAMPLES STOP_VALUE_SUBSTITUTED"
        },
        {
            "Q14 a single zero and a tail", [
                Start,
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:20:00Z","sampledValue":[{"value":"4000"}]}]}]""",
                """> [2,"3","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:30:00Z","sampledValue":[{"value":"0"}]}]}]""",
                """> [2,"4","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:40:00Z","sampledValue":[{"value":"8000"}]}]}]""",
                """> [2,"10","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T11:05:00Z","sampledValue":[{"value":"12000"}]}]}]""",
                Stop],
            "issued", "10.0", "READING_AFTER_STOP_IGNORED ZERO_DROPOUT_IGNORED"
        },
        {
            "Q14 a register that fell", [
                Start,
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:20:00Z","sampledValue":[{"value":"3000"}]}]}]""",
                """> [2,"3","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:40:00Z","sampledValue":[{"value":"200"}]}]}]""",
                """> [2,"9","StopTransaction",{"transactionId":{tx},"meterStop":2200,"timestamp":"2024-05-01T11:00:00Z"}]"""],
            "held", "4.2", "METER_RESET"
        },
        {
            "Q15 a stop of -1", [
                Start,
                """> [2,"2","MeterValues",{"connectorId":1,"transactionId":{tx},"meterValue":[{"timestamp":"2024-05-01T10:40:00Z","sampledValue":[{"value":"6000"}]}]}]""",
                StopOfNothing],
            "issued", "5.0", "STOP_VALUE_SUBSTITUTED"
        },
        { "Q15 a stop of -1 without readings", [Start, StopOfNothing], "held", "0.0", "ENERGY_UNKNOWN" },
        {
            "Q15 a stop below the start", [
                Start,
                """> [2,"9","StopTransaction",{"transactionId":{tx},"meterStop":500,"timestamp":"2024-05-01T11:00:00Z"}]"""],
            "held", "0.0", "ENERGY_UNKNOWN"
        },
        {
            "Q15 decimals", [
                """> [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000.4,"timestamp":"2024-05-01T10:00:00Z"}]""",
                """> [2,"9","StopTransaction",{"transactionId":{tx},"meterStop":10999.6,"timestamp":"2024-05-01T11:00:00Z"}]"""],
            "issued", "10.0", ""
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Are_billed_or_held_as_they_should_be(string quirk, string[] frames, string state, string kwh, string flags)
    {
        await AssignAsync();
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await PlayAsync(station, frames);

        var bill = (await csms.CdrsAsync(transactionId, state))[0];
        var noticed = bill["flags"] is JsonArray found ? string.Join(' ', found.Select(flag => (string?)flag)) : "";
        ((decimal)bill["energyKwh"]!, noticed).ShouldBe((decimal.Parse(kwh, CultureInfo.InvariantCulture), flags), quirk);
        (await csms.CountAsync(transactionId)).ShouldBe(1, quirk);
        if (state == "issued")
            ((decimal)bill["totalExclVat"]!).ShouldBe((decimal)bill["energyKwh"]! * 0.50m, quirk);
    }

    [Fact]
    public async Task Q11_is_billed_in_the_scale_that_somebody_confirmed()
    {
        await AssignAsync();
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await PlayAsync(station, (string[])Cases.Single(row => ((string)row[0]).StartsWith("Q11", StringComparison.Ordinal))[1]);
        var anomaly = (await Eventually.BecomesAsync(
            () => csms.Admin.ReadAsync($"/anomalies?transactionId={transactionId}&kind=energyDoubtful"), answer => answer.Body?["items"] is JsonArray { Count: 1 })).Items[0];
        ((string?)anomaly["suggestion"]!["action"], (decimal)anomaly["suggestion"]!["scale"]!, (long)anomaly["suggestion"]!["energyWh"]!).ShouldBe(("scale", 1000, 10_000));

        await csms.Admin.SendAsync("POST", $"/anomalies/{anomaly["id"]}/accept", """{"reason":"the display shows kWh"}""").ShouldBeAsync(HttpStatusCode.NoContent);

        ((decimal)(await csms.CdrsAsync(transactionId, "issued"))[0]["totalExclVat"]!).ShouldBe(5.00m);
    }

    private static async Task<int> PlayAsync(Station station, string[] frames)
    {
        await station.BootsAsync();
        var transactionId = 0;
        foreach (var line in frames)
        {
            var frame = line[2..].Replace("{tag}", station.IdTag, StringComparison.Ordinal)
                .Replace("{tx}", transactionId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            var answer = await station.Wire.SendForFrameAsync(frame, (string)JsonNode.Parse(frame)![1]!);
            ((int?)answer[0]).ShouldBe(3, answer.ToJsonString());
            transactionId = (int?)answer[2]!["transactionId"] ?? transactionId;
        }

        return transactionId;
    }

    private async Task AssignAsync()
    {
        if ((await csms.Admin.ReadAsync("/tariffs/quirks")).Status == HttpStatusCode.OK)
            return;
        await csms.EarlierAsync("POST", "/tariffs", Telling.Tariff("quirks", 0.50m).ToJsonString(), HttpStatusCode.Created);
        await csms.EarlierAsync("PUT", "/tariff-assignments/default", """{"tariffId":"quirks"}""");
    }
}
