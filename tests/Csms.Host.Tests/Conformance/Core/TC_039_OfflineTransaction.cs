namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_039_OfflineTransaction(CsmsFixture csms)
{
    [Fact]
    public async Task Is_taken_whole()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.ReconnectAsync();
        var began = DateTimeOffset.UtcNow.AddDays(-1);
        var transactionId = await station.HasStartedAsync(timestamp: began);
        await station.StopsAsync(transactionId, "Local", station.IdTag, timestamp: began.AddHours(1));

        await station.HasStoppedAsync(transactionId, "Local");
        ((long?)(await station.TransactionAsync(transactionId))["durationSeconds"]).ShouldBe(3600);
        ((long?)(await station.TransactionAsync(transactionId))["energyWh"]).ShouldBe(4000);
    }
}
