using System.Net;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.RemoteTrigger;

[Collection(OneHost.Name)]
public sealed class Triggers(CsmsFixture csms)
{
    [Theory]
    [InlineData("BootNotification", null, "Accepted")]
    [InlineData("DiagnosticsStatusNotification", null, "Accepted")]
    [InlineData("FirmwareStatusNotification", null, "NotImplemented")]
    [InlineData("Heartbeat", null, "Accepted")]
    [InlineData("MeterValues", 1, "Rejected")]
    [InlineData("MeterValues", null, "Accepted")]
    [InlineData("StatusNotification", 1, "Accepted")]
    [InlineData("StatusNotification", null, "Rejected")]
    public async Task SD_G01_Are_sent_for_each_message_and_connector(string requestedMessage, int? connectorId, string status)
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.AsksAsync("TriggerMessage", new { requestedMessage, connectorId }, new { status });
    }

    [Fact]
    public async Task SD_G03_Are_never_sent_for_a_boot_after_one_was_accepted_unless_an_operator_insists()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.BootsAsync();
        await station.ReconnectAsync();
        await station.BeatsAsync();
        await station.AsksAsync("TriggerMessage", new { requestedMessage = "BootNotification" }, new { status = "Rejected" });
    }

    [Theory]
    [InlineData("BootNotification")]
    [InlineData("LogStatusNotification")]
    [InlineData("FirmwareStatusNotification")]
    [InlineData("Heartbeat")]
    [InlineData("MeterValues")]
    [InlineData("SignChargePointCertificate")]
    [InlineData("StatusNotification")]
    public async Task SD_G04_Are_sent_for_each_message_of_the_security_extension(string requestedMessage)
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.AsksAsync("ExtendedTriggerMessage", new { requestedMessage }, new { status = "NotImplemented" });
    }

    [Fact]
    public async Task SD_O11_Wait_for_one_charge_point_without_holding_up_another()
    {
        await using var slow = await Station.ConnectAsync(csms);
        await csms.Admin.SendAsync("POST", $"/charge-points/{slow.Id}/calls/TriggerMessage", """{"requestedMessage":"Heartbeat"}""").ShouldBeAsync(HttpStatusCode.Accepted);
        var unanswered = await slow.Wire.ReceiveCallAsync();

        foreach (var _ in Enumerable.Range(0, 5))
        {
            await using var quick = await Station.ConnectAsync(csms);
            await quick.AsksAsync("TriggerMessage", new { requestedMessage = "Heartbeat" }, new { status = "Rejected" });
        }

        ((string?)(await csms.Admin.ReadAsync($"/calls/{unanswered[1]}"))["status"]).ShouldBe("sent");
        await slow.Wire.AnswerAsync(unanswered, """{"status":"Rejected"}""");
        await Eventually.BecomesAsync(async () => (string?)(await csms.Admin.ReadAsync($"/calls/{unanswered[1]}"))["status"], status => status == "answered");
    }
}
