using Csms.Host.Tests.Conformance.Firmware;

namespace Csms.Host.Tests.Conformance.RemoteTrigger;

[Collection(OneHost.Name)]
public sealed class TC_054_TriggerMessage(CsmsFixture csms)
{
    [Theory]
    [InlineData("Accepted")]
    [InlineData("NotImplemented")]
    public async Task Is_followed_by_what_was_asked_for(string firmware)
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.BootsAsync();

        await TriggerAsync(station, "MeterValues", connectorId: 1);
        await station.MetersAsync("1000");
        await TriggerAsync(station, "Heartbeat");
        await station.BeatsAsync();
        await TriggerAsync(station, "StatusNotification", connectorId: 1);
        await station.ReportsAsync("Available");
        await TriggerAsync(station, "DiagnosticsStatusNotification");
        await station.TellsDiagnosticsAsync("Idle");
        await TriggerAsync(station, "FirmwareStatusNotification", answer: firmware);
        if (firmware == "Accepted")
            await station.TellsFirmwareAsync("Idle");
    }

    private static Task TriggerAsync(Station station, string requestedMessage, int? connectorId = null, string answer = "Accepted") =>
        station.AsksAsync("TriggerMessage", new { requestedMessage, connectorId }, new { status = answer });
}
