namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_011_1_RemoteStart_RemoteStartFirst(CsmsFixture csms)
{
    [Fact]
    public async Task Starts_a_transaction()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("RemoteStartTransaction", new { idTag = station.IdTag, connectorId = 1 }, new { status = "Accepted" });
        await station.IsAuthorizedAsync();
        await station.ReportsAsync("Preparing");
        var transactionId = await station.HasStartedAsync();
        await station.ReportsAsync("Charging");

        await station.StillRunsAsync(transactionId);
        ((int?)(await station.EffectBecomesAsync(call, "happened"))["transactionId"]).ShouldBe(transactionId);
    }
}
