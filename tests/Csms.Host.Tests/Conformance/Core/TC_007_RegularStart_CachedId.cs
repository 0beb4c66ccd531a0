namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_007_RegularStart_CachedId(CsmsFixture csms)
{
    [Fact]
    public async Task Is_authorized_by_the_start_itself()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.ReportsAsync("Preparing");
        var transactionId = await station.HasStartedAsync();
        await station.ReportsAsync("Charging");

        ((string?)(await station.TransactionAsync(transactionId))["authorization"]).ShouldBe("Accepted");
        await station.StillRunsAsync(transactionId);
    }
}
