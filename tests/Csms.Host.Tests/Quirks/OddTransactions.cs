using Csms.Host.Tests.Conformance;

namespace Csms.Host.Tests.Quirks;

/// <summary>Transactions as they are reported in the field (docs/quirks.md Q01 to Q06, Q15).</summary>
[Collection(OneHost.Name)]
public sealed class OddTransactions(CsmsFixture csms)
{
    private const string Boot = """
        > [2,"b","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]
        < [3,"b",{"status":"Accepted","currentTime":"*","interval":"*"}]

        """;

    private const string Start = Boot + """
        > [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}]
        < [3,"1",{"idTagInfo":{"status":"Accepted"},"transactionId":"*"}]

        """;

    [Fact]
    public async Task Q01_Meter_values_under_an_impossible_number_belong_to_what_runs_on_the_connector()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync(Start + """
            > [2,"2","MeterValues",{"connectorId":1,"transactionId":0,"meterValue":[{"timestamp":"2026-03-01T10:05:00Z","sampledValue":[{"value":"1100"}]}]}]
            < [3,"2",{}]
            > [2,"3","MeterValues",{"connectorId":1,"transactionId":9223372036854775807,"meterValue":[{"timestamp":"2026-03-01T10:06:00Z","sampledValue":[{"value":"1200"}]}]}]
            < [3,"3",{}]
            > [2,"4","MeterValues",{"connectorId":1,"transactionId":92233720368547758070000000000000,"meterValue":[{"timestamp":"2026-03-01T10:07:00Z","sampledValue":[{"value":"1300"}]}]}]
            < [3,"4",{}]
            > [2,"5","MeterValues",{"connectorId":2,"transactionId":-1,"meterValue":[{"timestamp":"2026-03-01T10:08:00Z","sampledValue":[{"value":"5"}]}]}]
            < [3,"5",{}]
            > [2,"6","MeterValues",{"connectorId":1,"transactionId":-1,"meterValue":[{"timestamp":"2026-03-01T09:00:00Z","sampledValue":[{"value":"900"}]}]}]
            < [3,"6",{}]
            """);

        (await csms.RepairedAsync(station.Id)).Skip(2).ShouldBe(
        [
            "transaction_meter_values_reported Q01",
            "transaction_meter_values_reported Q01",
            "transaction_meter_values_reported Q01",
            "meter_values_reported",
            "meter_values_reported",
        ]);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("9223372036854775807")]
    public async Task Q01_A_stop_under_an_impossible_number_ends_what_runs_under_its_idTag(string number)
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.ReplaysAsync(Start + $$"""
            > [2,"2","StopTransaction",{"transactionId":{{number}},"idTag":"{tag}","meterStop":2000,"timestamp":"2026-03-01T11:00:00Z"}]
            < [3,"2",{"idTagInfo":{"status":"Accepted"} }]
            """);
        await station.HasStoppedAsync(transactionId, "Local");

        // The answer was lost with the connection.
        await station.ReconnectAsync();
        await station.ReplaysAsync($$"""
            > [2,"2","StopTransaction",{"transactionId":{{number}},"idTag":"{tag}","meterStop":2000,"timestamp":"2026-03-01T11:00:00Z"}]
            < [3,"2",{"idTagInfo":{"status":"Accepted"} }]
            """);

        (await csms.RepairedAsync(station.Id)).Skip(2).ShouldBe(["transaction_stopped Q01"]);
        (await station.TransactionAsync(transactionId))["anomalies"].ToJsonString().ShouldContain("TransactionAssumed");
    }

    [Fact]
    public async Task Q01_A_stop_without_idTag_ends_only_what_runs_on_the_only_connector()
    {
        const string stop = """
            > [2,"2","StopTransaction",{"transactionId":-1,"reason":"PowerLoss","meterStop":2000,"timestamp":"2026-03-01T11:00:00Z"}]
            < [3,"2",{}]
            """;
        await using var single = await Station.ConnectAsync(csms);
        await single.HasStoppedAsync(await single.ReplaysAsync(Start + stop), "PowerLoss");

        await using var twin = await Station.ConnectAsync(csms);
        await twin.ReportsAsync("Available", connectorId: 1);
        await twin.ReportsAsync("Available", connectorId: 2);
        await twin.StillRunsAsync(await twin.ReplaysAsync(Start + stop));
        (await csms.RepairedAsync(twin.Id))[^1].ShouldBe("unknown_transaction_stopped");
    }

    [Fact]
    public async Task Q02_Meter_values_without_a_number_belong_to_what_runs_on_the_connector()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.ReplaysAsync(Start + """
            > [2,"2","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T10:05:00Z","sampledValue":[{"value":"1100"}]}]}]
            < [3,"2",{}]
            > [2,"3","StopTransaction",{"transactionId":{tx},"meterStop":2000,"timestamp":"2026-03-01T11:00:00Z"}]
            < [3,"3",{}]
            > [2,"4","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T11:00:03Z","sampledValue":[{"value":"2000"}]}]}]
            < [3,"4",{}]
            > [2,"5","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T11:01:00Z","sampledValue":[{"value":"2000"}]}]}]
            < [3,"5",{}]
            """);

        (await csms.RepairedAsync(station.Id)).Skip(2).ShouldBe(
            ["transaction_meter_values_reported Q02", "transaction_stopped", "transaction_meter_values_reported Q02", "meter_values_reported"]);
        await station.ReconnectAsync();
        (await station.EventsOfAsync(transactionId)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Q02_Meter_values_without_a_number_find_what_ran_before_the_connection()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.ReplaysAsync(Start);
        await station.ReconnectAsync();
        await station.ReplaysAsync("""
            > [2,"2","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T10:05:00Z","sampledValue":[{"value":"1100"}]}]}]
            < [3,"2",{}]
            """);

        (await csms.RepairedAsync(station.Id))[^1].ShouldBe("transaction_meter_values_reported Q02");
    }

    [Fact]
    public async Task Q03_Connector_0_is_the_only_one_there_is()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.BootsAsync();
        var transactionId = await station.ReplaysAsync("""
            > [2,"1","StartTransaction",{"connectorId":0,"idTag":"{tag}","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}]
            < [3,"1",{"idTagInfo":{"status":"Accepted"},"transactionId":"*"}]
            > [2,"2","MeterValues",{"connectorId":0,"meterValue":[{"timestamp":"2026-03-01T10:05:00Z","sampledValue":[{"value":"77"}]}]}]
            < [3,"2",{}]
            """);

        ((int?)(await station.TransactionAsync(transactionId))["connectorId"]).ShouldBe(1);
        (await csms.RepairedAsync(station.Id)).TakeLast(2).ShouldBe(["transaction_started Q03", "meter_values_reported"]);
    }

    [Fact]
    public async Task Q04_Q05_Q06_What_comes_twice_is_stored_once_and_what_nobody_knows_stops_nothing()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.ReplaysAsync(Start + """
            > [2,"2","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}]
            < [3,"2",{"idTagInfo":{"status":"Accepted"},"transactionId":{tx}}]
            > [2,"3","StopTransaction",{"transactionId":2000000001,"meterStop":2000,"timestamp":"2026-03-01T11:00:00Z"}]
            < [3,"3",{}]
            """);
        await station.StillRunsAsync(transactionId);
        await station.ReplaysAsync($$"""
            > [2,"4","StopTransaction",{"transactionId":{{transactionId}},"meterStop":2000,"timestamp":"2026-03-01T11:00:00Z"}]
            < [3,"4",{}]
            > [2,"5","StopTransaction",{"transactionId":{{transactionId}},"meterStop":2000,"timestamp":"2026-03-01T11:00:00Z"}]
            < [3,"5",{}]
            > [2,"6","StopTransaction",{"transactionId":{{transactionId}},"meterStop":2001,"timestamp":"2026-03-01T11:00:01Z"}]
            < [3,"6",{}]
            """);

        (await csms.RepairedAsync(station.Id)).Skip(2).ShouldBe(["unknown_transaction_stopped", "transaction_stopped", "transaction_stop_repeated_differently"]);
    }

    [Fact]
    public async Task Q15_Registers_may_be_decimal_negative_or_behind()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.ReplaysAsync(Boot + """
            > [2,"1","StartTransaction",{"connectorId":1,"idTag":"{tag}","meterStart":1000.5,"timestamp":"2026-03-01T10:00:00Z"}]
            < [3,"1",{"idTagInfo":{"status":"Accepted"},"transactionId":"*"}]
            > [2,"2","StopTransaction",{"transactionId":{tx},"meterStop":-1,"timestamp":"2026-03-01T11:00:00Z"}]
            < [3,"2",{}]
            """);

        (await csms.RepairedAsync(station.Id)).Skip(1).ShouldBe(["transaction_started Q15", "transaction_stopped"]);
        var transaction = await station.TransactionAsync(transactionId);
        ((long?)transaction["meterStart"]).ShouldBe(1001);
        transaction["anomalies"].ToJsonString().ShouldContain("MeterRanBackwards");
        transaction.Body!["energyWh"].ShouldBeNull();
    }
}
