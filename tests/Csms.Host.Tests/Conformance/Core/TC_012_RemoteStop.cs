namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_012_RemoteStop(CsmsFixture csms)
{
    [Fact]
    public async Task Ends_the_transaction()
    {
        await using var station = await Station.ConnectAsync(csms);

        var transactionId = await station.IsChargingAsync();

        var call = await station.AsksAsync("RemoteStopTransaction", new { transactionId }, new { status = "Accepted" });
        await station.StillRunsAsync(transactionId);
        await station.StopsAsync(transactionId, "Remote");
        await station.ReportsAsync("Finishing");
        await station.ReportsAsync("Available");

        await station.HasStoppedAsync(transactionId, "Remote");
        await station.ShowsAsync("Available");
        ((int?)(await station.EffectBecomesAsync(call, "happened"))["transactionId"]).ShouldBe(transactionId);
    }
}
