namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_004_1_RegularChargingSession_IdentificationFirst(CsmsFixture csms)
{
    [Fact]
    public async Task Runs()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsAuthorizedAsync();
        await station.ReportsAsync("Preparing");
        var transactionId = await station.HasStartedAsync();
        await station.ReportsAsync("Charging");

        await station.StillRunsAsync(transactionId);
        await station.ShowsAsync("Charging");
    }
}
