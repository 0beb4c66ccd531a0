namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_028_RemoteStop_Rejected(CsmsFixture csms)
{
    [Fact]
    public async Task Leaves_the_transaction_alone()
    {
        await using var station = await Station.ConnectAsync(csms);

        var transactionId = await station.IsChargingAsync();

        await station.AsksAsync("RemoteStopTransaction", new { transactionId = int.MaxValue }, new { status = "Rejected" });

        await station.StillRunsAsync(transactionId);
    }
}
