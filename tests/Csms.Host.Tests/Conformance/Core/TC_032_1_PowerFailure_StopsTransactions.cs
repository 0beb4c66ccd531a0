namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_032_1_PowerFailure_StopsTransactions(CsmsFixture csms)
{
    [Fact]
    public async Task Ends_the_transaction_across_the_reconnection()
    {
        await using var station = await Station.ConnectAsync(csms);

        var transactionId = await station.IsChargingAsync();

        await station.ReconnectAsync();
        await station.BootsAsync("Finishing");
        await station.ReportsAsync("Available", connectorId: 2);
        await station.StillRunsAsync(transactionId);
        await station.StopsAsync(transactionId, "PowerLoss");

        await station.HasStoppedAsync(transactionId, "PowerLoss");
        await station.ShowsAsync("Finishing");
    }
}
