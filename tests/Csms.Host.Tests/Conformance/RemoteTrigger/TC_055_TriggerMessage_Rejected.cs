namespace Csms.Host.Tests.Conformance.RemoteTrigger;

[Collection(OneHost.Name)]
public sealed class TC_055_TriggerMessage_Rejected(CsmsFixture csms)
{
    [Fact]
    public async Task Names_a_connector_that_is_not_there()
    {
        await using var station = await Station.ConnectAsync(csms);

        // Two connectors, and the third is asked for. Since 2025 the tool looks at the message alone.
        await station.BootsAsync();
        await station.ReportsAsync("Available", connectorId: 2);
        await station.AsksAsync("TriggerMessage", new { requestedMessage = "MeterValues", connectorId = 3 }, new { status = "Rejected" });
    }
}
