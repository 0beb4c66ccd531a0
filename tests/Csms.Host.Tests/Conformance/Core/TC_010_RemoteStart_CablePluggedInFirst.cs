namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_010_RemoteStart_CablePluggedInFirst(CsmsFixture csms)
{
    [Fact]
    public async Task Starts_a_transaction()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.ReportsAsync("Preparing");
        var call = await station.AsksAsync("RemoteStartTransaction", new { idTag = station.IdTag, connectorId = 1 }, new { status = "Accepted" });
        await station.IsAuthorizedAsync();
        var transactionId = await station.HasStartedAsync();
        await station.ReportsAsync("Charging");

        await station.StillRunsAsync(transactionId);
        ((int?)(await station.EffectBecomesAsync(call, "happened"))["transactionId"]).ShouldBe(transactionId);
    }
}
