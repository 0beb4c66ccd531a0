namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-X: what was queued while the charge point was offline (OCPP 1.6 sections 3.7 and 4.8).</summary>
[Collection(OneHost.Name)]
public sealed class Replays(CsmsFixture csms)
{
    [Fact]
    public async Task SD_X15_Of_meter_values_of_a_transaction_nobody_knows_are_kept()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.MetersAsync("1234", transactionId: 1_999_999_999);

        (await station.EventsAsync())[^1].ShouldBe("meter_values_reported");
    }

    [Fact]
    public async Task SD_X16_Mix_with_what_happens_now()
    {
        await using var station = await Station.ConnectAsync(csms);
        var began = DateTimeOffset.UtcNow.AddHours(-5);
        await station.ReportsAsync("Available", timestamp: DateTimeOffset.UtcNow);

        var transactionId = await station.HasStartedAsync(timestamp: began);
        await station.BeatsAsync();
        await station.ReportsAsync("Charging", timestamp: began);
        await station.MetersAsync("2000", transactionId: transactionId, timestamp: began.AddHours(1));
        await station.IsAuthorizedAsync();
        await station.MetersAsync("3000", transactionId: transactionId, timestamp: began.AddHours(2));
        await station.ReportsAsync("Finishing", timestamp: began.AddHours(3));
        await station.StopsAsync(transactionId, "Local", meterStop: 4000, timestamp: began.AddHours(3));

        await station.ShowsAsync("Available");
        await station.HasStoppedAsync(transactionId, "Local");
        ((long?)(await station.TransactionAsync(transactionId))["energyWh"]).ShouldBe(3000);
        (await station.EventsOfAsync(transactionId)).ShouldBe(
            ["transaction_started", "transaction_meter_values_reported", "transaction_meter_values_reported", "transaction_stopped"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SD_X17_Of_a_stop_by_power_loss_come_before_or_after_the_status(bool statusFirst)
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.IsChargingAsync();
        await station.ReconnectAsync();
        await station.BootAsync();
        if (statusFirst)
            await station.ReportsAsync("Finishing");
        await station.StopsAsync(transactionId, "PowerLoss");
        if (!statusFirst)
            await station.ReportsAsync("Finishing");

        await station.HasStoppedAsync(transactionId, "PowerLoss");
        await station.ShowsAsync("Finishing");
    }

    [Fact]
    public async Task SD_X18_Of_several_transactions_on_several_connectors_are_taken_in_order()
    {
        await using var station = await Station.ConnectAsync(csms);
        var began = DateTimeOffset.UtcNow.AddDays(-2);
        var numbers = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            var transactionId = await station.HasStartedAsync(connectorId: 1 + (i % 2), timestamp: began.AddHours(i));
            await station.StopsAsync(transactionId, "Local", meterStop: 1000 + i, timestamp: began.AddHours(i + 1));
            numbers.Add(transactionId);
        }

        var transactions = await station.TransactionsAsync();
        transactions.Select(t => (int)t["transactionId"]!).ShouldBe(Enumerable.Reverse(numbers));
        transactions.Select(t => (int)t["connectorId"]!).ShouldBe([2, 1, 2, 1, 2, 1]);
        transactions.ShouldAllBe(t => (string?)t["status"] == "stopped" && t["anomalies"] == null);
    }

    [Fact]
    public async Task SD_X20_Of_meter_values_come_after_the_stop()
    {
        await using var station = await Station.ConnectAsync(csms);
        var began = DateTimeOffset.UtcNow.AddHours(-1);
        var transactionId = await station.HasStartedAsync(timestamp: began);
        await station.StopsAsync(transactionId, meterStop: 2000, timestamp: began.AddMinutes(30));
        await station.MetersAsync("1500", transactionId: transactionId, timestamp: began.AddMinutes(15));

        (await station.EventsOfAsync(transactionId)).ShouldBe(["transaction_started", "transaction_stopped", "transaction_meter_values_reported"]);
        ((long?)(await station.TransactionAsync(transactionId))["energyWh"]).ShouldBe(1000);
    }

    [Theory]
    [InlineData("EVDisconnected")]
    [InlineData("Local")]
    public async Task SD_X21_Of_a_refused_start_run_on_until_they_end_somehow(string reason)
    {
        await using var station = await Station.ConnectAsync(csms);
        var start = await station.StartsAsync("X21-NOBODY");
        ((string?)start["idTagInfo"]!["status"]).ShouldBe("Invalid");
        var transactionId = (int)start["transactionId"]!;
        await station.ReportsAsync("SuspendedEVSE");
        await station.MetersAsync("1001", transactionId: transactionId);
        await station.StillRunsAsync(transactionId);
        await station.StopsAsync(transactionId, reason);

        await station.HasStoppedAsync(transactionId, reason);
    }

    [Fact]
    public async Task SD_X23_Last_as_long_as_they_did_whatever_the_zone()
    {
        await using var station = await Station.ConnectAsync(csms);

        // The night in which Central Europe sets its clocks back.
        var began = new DateTimeOffset(2025, 10, 26, 2, 30, 0, TimeSpan.FromHours(2));
        var transactionId = await station.HasStartedAsync(timestamp: began);
        await station.StopsAsync(transactionId, timestamp: new DateTimeOffset(2025, 10, 26, 2, 30, 0, TimeSpan.FromHours(1)));

        ((long?)(await station.TransactionAsync(transactionId))["durationSeconds"]).ShouldBe(3600);
    }
}
