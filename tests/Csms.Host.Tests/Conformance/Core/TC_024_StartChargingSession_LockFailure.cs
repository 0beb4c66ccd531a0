namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_024_StartChargingSession_LockFailure(CsmsFixture csms)
{
    [Fact]
    public async Task Shows_the_fault_and_no_transaction()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsAuthorizedAsync();
        await station.ReportsAsync("Preparing");
        await station.ReportsAsync("Faulted", errorCode: "ConnectorLockFailure");

        await station.ShowsAsync("Faulted");
        ((string?)(await station.ConnectorAsync())["errorCode"]).ShouldBe("ConnectorLockFailure");
        (await station.TransactionsAsync()).ShouldBeEmpty();
    }
}
