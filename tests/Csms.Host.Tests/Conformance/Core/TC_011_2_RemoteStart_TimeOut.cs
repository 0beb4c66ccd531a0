namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_011_2_RemoteStart_TimeOut(CsmsFixture csms)
{
    [Fact]
    public async Task Leaves_no_transaction()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync(
            "RemoteStartTransaction", new { idTag = station.IdTag, connectorId = 1 }, new { status = "Accepted" }, "&effectWithin=1");
        await station.IsAuthorizedAsync();
        await station.ReportsAsync("Preparing");
        await station.ReportsAsync("Available");

        (await station.TransactionsAsync()).ShouldBeEmpty();
        await station.ShowsAsync("Available");
        (await station.EffectBecomesAsync(call, "absent"))["transactionId"].ShouldBeNull();
    }
}
