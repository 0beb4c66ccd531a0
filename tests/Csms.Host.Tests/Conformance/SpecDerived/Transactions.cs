using System.Globalization;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-X: starts and stops, however odd (OCPP 1.6 sections 4.8 and 4.10).</summary>
[Collection(OneHost.Name)]
public sealed class Transactions(CsmsFixture csms)
{
    [Fact]
    public async Task SD_X01_Have_a_number_of_their_own_over_all_charge_points()
    {
        await using var station = await Station.ConnectAsync(csms);
        await using var other = await Station.ConnectAsync(csms);
        var numbers = new HashSet<int>();
        for (var i = 0; i < 10; i++)
        {
            numbers.Add(await station.HasStartedAsync());
            numbers.Add(await other.HasStartedAsync());
        }

        numbers.Count.ShouldBe(20);
        numbers.ShouldAllBe(number => number > 0);
    }

    [Fact]
    public async Task SD_X02_Have_a_number_whatever_the_idTag_is_worth()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.EnterAsync("X02-BLOCKED", status: "blocked");
        await station.EnterAsync("X02-EXPIRED", status: "expired");
        await station.EnterAsync("X02-ONCE", most: 1);
        await station.IsChargingAsync("X02-ONCE");

        foreach (var (idTag, told) in (IEnumerable<(string, string)>)[("X02-NOBODY", "Invalid"), ("X02-BLOCKED", "Blocked"), ("X02-EXPIRED", "Expired"), ("X02-ONCE", "ConcurrentTx")])
            await IsToldAsync(station, idTag, told);
    }

    [Fact]
    public async Task SD_X03_Are_the_same_when_the_start_comes_again()
    {
        await using var station = await Station.ConnectAsync(csms);
        var began = DateTimeOffset.UtcNow.AddHours(-1);
        var first = await station.HasStartedAsync(timestamp: began);
        await station.ReconnectAsync();

        (await station.HasStartedAsync(timestamp: began)).ShouldBe(first);
        (await station.TransactionsAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SD_X04_Start_on_a_connector_whose_last_one_never_stopped(bool reconnects)
    {
        await using var station = await Station.ConnectAsync(csms);
        var first = await station.HasStartedAsync();
        await station.StillRunsAsync(first);
        if (reconnects)
            await station.ReconnectAsync();
        var second = await station.HasStartedAsync();

        second.ShouldNotBe(first);
        await station.StillRunsAsync(second);
        ((string?)(await station.TransactionAsync(first))["status"]).ShouldBe("superseded");
        (await station.EventsOfAsync(first)).ShouldBe(["transaction_started", "transaction_superseded"]);
        (await AnomaliesAsync(station, second)).ShouldContain("ConnectorHadOpenTransaction");
    }

    [Fact]
    public async Task SD_X04_Take_a_late_stop_of_the_one_before_and_leave_a_later_one_alone()
    {
        await using var station = await Station.ConnectAsync(csms);
        var began = DateTimeOffset.UtcNow.AddHours(-2);
        var first = await station.HasStartedAsync(timestamp: began);
        var second = await station.HasStartedAsync(timestamp: began.AddHours(1));

        // Out of a queue: the first one again, and one from before both.
        (await station.HasStartedAsync(timestamp: began)).ShouldBe(first);
        await station.HasStartedAsync(timestamp: began.AddHours(-1));
        await station.StillRunsAsync(second);

        await station.StopsAsync(first, "Local");
        await station.HasStoppedAsync(first, "Local");
        await station.StillRunsAsync(second);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(77)]
    public async Task SD_X05_Start_on_a_connector_nobody_knows(int connectorId)
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.HasStartedAsync(connectorId: connectorId);
        await station.ReportsAsync("Charging", connectorId: 77);

        ((int?)(await station.TransactionAsync(transactionId))["connectorId"]).ShouldBe(connectorId);
        if (connectorId == 0)
            (await AnomaliesAsync(station, transactionId)).ShouldContain("ImpossibleConnector");
        await station.ShowsAsync("Charging", connectorId: 77);
    }

    [Fact]
    public async Task SD_X06_Start_on_a_reservation_nobody_made()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.HasStartedAsync(reservationId: -7);

        ((int?)(await station.TransactionAsync(transactionId))["reservationId"]).ShouldBe(-7);
    }

    [Theory]
    [InlineData("2020-02-29T23:59:59Z", null)]
    [InlineData("1970-01-01T00:00:00Z", "ClockNotSet")]
    [InlineData("2099-01-01T00:00:00Z", "ClockAhead")]
    public async Task SD_X07_Keep_the_charge_points_time_and_ours(string timestamp, string? anomaly)
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.HasStartedAsync(timestamp: DateTimeOffset.Parse(timestamp, CultureInfo.InvariantCulture));

        var transaction = await station.TransactionAsync(transactionId);
        ((string?)transaction["startedAt"]).ShouldBe(timestamp);
        ((DateTimeOffset)transaction["startRecordedAt"]).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromSeconds(10));
        (await AnomaliesAsync(station, transactionId)).ShouldBe(anomaly is null ? [] : [anomaly]);
    }

    [Theory]
    [InlineData(2_000_000_000)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public async Task SD_X08_That_nobody_knows_stop_and_are_kept(long transactionId)
    {
        await using var station = await Station.ConnectAsync(csms);
        (await station.StopsAsync(transactionId)).ShouldNotContainKey("idTagInfo");
        ((string?)(await station.StopsAsync(transactionId, idTag: station.IdTag))["idTagInfo"]!["status"]).ShouldBe("Accepted");

        (await station.EventsAsync()).Count(type => type == "unknown_transaction_stopped").ShouldBe(2);
    }

    [Fact]
    public async Task SD_X09_Without_a_number_are_answered_as_if_they_had_one()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.MetersAsync("10", transactionId: -1);
        (await station.StopsAsync(-1, "Local")).Count.ShouldBe(0);

        (await station.EventsAsync()).TakeLast(2).ShouldBe(["meter_values_reported", "unknown_transaction_stopped"]);
    }

    [Fact]
    public async Task SD_X10_Stop_once_and_keep_what_came_first()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.IsChargingAsync();
        var ended = DateTimeOffset.UtcNow;
        await station.StopsAsync(transactionId, "Remote", meterStop: 2000, timestamp: ended);
        await station.StopsAsync(transactionId, "Remote", meterStop: 2000, timestamp: ended);
        await station.StopsAsync(transactionId, "Local", meterStop: 9000, timestamp: ended.AddHours(1));

        ((long?)(await station.TransactionAsync(transactionId))["meterStop"]).ShouldBe(2000);
        await station.HasStoppedAsync(transactionId, "Remote");
        (await station.EventsOfAsync(transactionId)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task SD_X11_Tell_what_the_idTag_is_worth_where_one_stops_them()
    {
        await using var station = await Station.ConnectAsync(csms);
        var withTag = await station.IsChargingAsync();
        ((string?)(await station.StopsAsync(withTag, idTag: station.IdTag))["idTagInfo"]!["status"]).ShouldBe("Accepted");
        var without = await station.IsChargingAsync();
        (await station.StopsAsync(without, "HardReset")).Count.ShouldBe(0);
    }

    private static async Task IsToldAsync(Station station, string idTag, string told)
    {
        var start = await station.StartsAsync(idTag, connectorId: 2);
        ((string?)start["idTagInfo"]!["status"]).ShouldBe(told, idTag);
        ((string?)(await station.TransactionAsync((int)start["transactionId"]!))["authorization"]).ShouldBe(told);
    }

    private static async Task<IReadOnlyList<string>> AnomaliesAsync(Station station, int transactionId) =>
        [.. ((await station.TransactionAsync(transactionId)).Body!["anomalies"]?.AsArray() ?? []).Select(anomaly => (string)anomaly!)];
}
