using System.Net;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-B: boots and heartbeats (OCPP 1.6 sections 4.2 and 4.6).</summary>
[Collection(OneHost.Name)]
public sealed class Boots(CsmsFixture csms)
{
    private static readonly object Minimal = new { chargePointVendor = "Vendor", chargePointModel = "Model" };

    [Fact]
    public async Task SD_B01_Are_accepted_with_interval_and_time()
    {
        await using var station = await Station.ConnectAsync(csms);
        // Up to a quarter less where many boot within a minute, as they do in these tests.
        ((int)(await station.BootAsync())["interval"]!).ShouldBeInRange(225, 300);
    }

    [Fact]
    public async Task SD_B02_That_wait_leave_everything_but_charging_to_the_operator()
    {
        await using var station = await Station.ConnectAsync(csms, registration: "pending");
        var boot = await station.CallAsync("BootNotification", Minimal);

        ((string?)boot["status"]).ShouldBe("Pending");
        ((int)boot["interval"]!).ShouldBePositive();
        await station.AsksAsync("GetConfiguration", "{}", """{"configurationKey":[]}""");
        await station.AsksAsync("ChangeConfiguration", new { key = "HeartbeatInterval", value = "60" }, new { status = "Accepted" });
        await station.AsksAsync("TriggerMessage", new { requestedMessage = "BootNotification" }, new { status = "Accepted" });
        await RefusedAsync(station, "RemoteStartTransaction", """{"idTag":"X"}""");
        await RefusedAsync(station, "RemoteStopTransaction", """{"transactionId":1}""");

        await csms.Admin.SendAsync("PATCH", $"/charge-points/{station.Id}", """{"registration":"accepted"}""").ShouldBeAsync(HttpStatusCode.OK);
        await station.BootAsync();
        await station.AsksAsync("RemoteStartTransaction", new { idTag = station.IdTag }, new { status = "Accepted" });
    }

    [Fact]
    public async Task SD_B03_That_are_turned_away_hear_nothing_more()
    {
        await using var station = await Station.ConnectAsync(csms, registration: "rejected");
        var boot = await station.CallAsync("BootNotification", Minimal);

        ((string?)boot["status"]).ShouldBe("Rejected");
        ((int)boot["interval"]!).ShouldBePositive();
        ((string?)(await station.CallAsync("BootNotification", Minimal))["status"]).ShouldBe("Rejected");
    }

    [Theory]
    [InlineData("""{"chargePointVendor":"Vendor","chargePointModel":"Model"}""", "Vendor")]
    [InlineData(
        """
        {"chargePointVendor":"Vendor","chargePointModel":"Model","chargePointSerialNumber":"CP","chargeBoxSerialNumber":"CB","firmwareVersion":"1",
        "iccid":"8949","imsi":"262","meterType":"M","meterSerialNumber":"MS"}
        """,
        "Vendor")]
    [InlineData("""{"chargePointVendor":"Vendor of 21 letters.","chargePointModel":"Model"}""", "Vendor of 21 letters.")]
    public async Task SD_B04_Tell_little_all_or_too_much(string payload, string vendor)
    {
        await using var station = await Station.ConnectAsync(csms);
        ((string?)(await station.CallAsync("BootNotification", payload))["status"]).ShouldBe("Accepted");
        ((string?)(await station.ReadAsync())["boot"]["vendor"]).ShouldBe(vendor);
    }

    [Fact]
    public async Task SD_B05_Leave_a_transaction_open()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.IsChargingAsync();

        await station.BootsAsync();
        await station.StillRunsAsync(transactionId);
        await station.StopsAsync(transactionId, "Reboot");
        await station.HasStoppedAsync(transactionId, "Reboot");
    }

    [Fact]
    public async Task SD_B06_Renew_the_inventory_and_keep_the_old()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.CallAsync("BootNotification", new { chargePointVendor = "V", chargePointModel = "M", firmwareVersion = "1.0", chargePointSerialNumber = "A" });
        await station.CallAsync("BootNotification", new { chargePointVendor = "V", chargePointModel = "M", firmwareVersion = "2.0", chargePointSerialNumber = "B" });

        var boot = (await station.ReadAsync())["boot"];
        ((string?)boot["firmwareVersion"]).ShouldBe("2.0");
        ((string?)boot["chargePointSerialNumber"]).ShouldBe("B");
        var history = await csms.Admin.ReadAsync($"/streams/charge-point-{station.Id}/events");
        history.Items.Where(e => (string?)e["type"] == "charge_point_booted").Select(e => (string?)e["data"]!["firmwareVersion"]).ShouldBe(["1.0", "2.0"]);
    }

    [Fact]
    public async Task SD_B08_Heartbeats_are_answered_while_it_waits()
    {
        await using var station = await Station.ConnectAsync(csms, registration: "pending");
        await station.CallAsync("BootNotification", Minimal);
        await station.BeatsAsync();
    }

    [Fact]
    public async Task SD_B09_Any_message_shows_that_it_lives()
    {
        await using var station = await Station.ConnectAsync(csms);
        var now = DateTimeOffset.UtcNow;
        await station.IsAuthorizedAsync();

        await Eventually.BecomesAsync(station.ReadAsync, seen => seen["connection"]["lastSeenAt"] is { } at && (DateTimeOffset)at >= now.AddMilliseconds(-1));
    }

    [Fact]
    public async Task SD_B10_The_time_never_goes_back()
    {
        await using var station = await Station.ConnectAsync(csms);
        var last = DateTimeOffset.MinValue;
        for (var i = 0; i < 50; i++)
        {
            var told = (DateTimeOffset)(await station.CallAsync("Heartbeat"))["currentTime"]!;
            told.ShouldBeGreaterThanOrEqualTo(last);
            told.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromSeconds(1));
            last = told;
        }
    }

    private async Task RefusedAsync(Station station, string action, string payload) =>
        await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/{action}", payload).ShouldBeAsync(HttpStatusCode.Conflict, "charge_point_not_accepted");
}
