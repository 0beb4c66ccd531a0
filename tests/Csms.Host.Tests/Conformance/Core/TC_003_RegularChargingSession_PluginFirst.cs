namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_003_RegularChargingSession_PluginFirst(CsmsFixture csms)
{
    [Fact]
    public async Task Runs()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.ReportsAsync("Preparing");
        await station.IsAuthorizedAsync();
        var transactionId = await station.HasStartedAsync();
        await station.ReportsAsync("Charging");

        await station.StillRunsAsync(transactionId);
        ((string?)(await station.TransactionAsync(transactionId))["idTag"]).ShouldBe(station.IdTag);
        await station.ShowsAsync("Charging");
        (await station.EventsOfAsync(transactionId)).ShouldBe(["transaction_started"]);
    }
}
