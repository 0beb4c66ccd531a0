namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_018_1_UnlockConnector_WithSession(CsmsFixture csms)
{
    [Fact]
    public async Task Ends_the_transaction_with_its_reason()
    {
        await using var station = await Station.ConnectAsync(csms);

        var transactionId = await station.IsChargingAsync();

        await station.AsksAsync("UnlockConnector", new { connectorId = 1 }, new { status = "Unlocked" });
        await station.ReportsAsync("Finishing");
        await station.StopsAsync(transactionId, "UnlockCommand");
        await station.ReportsAsync("Available");

        await station.HasStoppedAsync(transactionId, "UnlockCommand");
    }
}
