namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_004_2_IdentificationFirst_ConnectionTimeOut(CsmsFixture csms)
{
    [Fact]
    public async Task Leaves_no_transaction()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsAuthorizedAsync();
        await station.ReportsAsync("Preparing");
        await station.ReportsAsync("Available");

        (await station.TransactionsAsync()).ShouldBeEmpty();
        await station.ShowsAsync("Available");
    }
}
