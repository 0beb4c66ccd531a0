namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_005_1_EVSideDisconnected(CsmsFixture csms)
{
    [Fact]
    public async Task Ends_the_transaction_with_its_reason()
    {
        await using var station = await Station.ConnectAsync(csms);

        var transactionId = await station.IsChargingAsync();

        await station.ReportsAsync("SuspendedEV");
        (await station.StopsAsync(transactionId, "EVDisconnected")).ShouldNotContainKey("idTagInfo");
        await station.ReportsAsync("Finishing");
        await station.ReportsAsync("Available");

        await station.HasStoppedAsync(transactionId, "EVDisconnected");
        await station.ShowsAsync("Available");
    }
}
