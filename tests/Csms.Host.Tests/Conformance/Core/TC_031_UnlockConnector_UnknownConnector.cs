namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_031_UnlockConnector_UnknownConnector(CsmsFixture csms)
{
    [Fact]
    public async Task Is_asked_for_all_the_same()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.BootsAsync();
        await station.AsksAsync("UnlockConnector", new { connectorId = 99 }, new { status = "NotSupported" });
    }
}
