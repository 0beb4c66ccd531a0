namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_037_1_OfflineStart_ValidIdTag(CsmsFixture csms)
{
    [Fact]
    public async Task Is_taken_with_its_own_time()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.ReconnectAsync();
        var began = DateTimeOffset.UtcNow.AddHours(-2);
        var transactionId = await station.HasStartedAsync(timestamp: began);
        await station.ReportsAsync("Charging");

        ((DateTimeOffset)(await station.TransactionAsync(transactionId))["startedAt"]).ShouldBe(began, TimeSpan.FromMilliseconds(1));
        await station.StillRunsAsync(transactionId);
    }
}
