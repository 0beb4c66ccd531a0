namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_037_3_OfflineStart_InvalidIdTag(CsmsFixture csms)
{
    [Fact]
    public async Task Has_a_number_and_ends()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.ReconnectAsync();
        var start = await station.StartsAsync("UNKNOWN" + station.IdTag[5..], timestamp: DateTimeOffset.UtcNow.AddHours(-2));
        ((string?)start["idTagInfo"]!["status"]).ShouldBe("Invalid");
        var transactionId = (int)start["transactionId"]!;
        await station.ReportsAsync("Charging");
        await station.StopsAsync(transactionId, "DeAuthorized");
        await station.ReportsAsync("Finishing");

        ((string?)(await station.TransactionAsync(transactionId))["authorization"]).ShouldBe("Invalid");
        await station.HasStoppedAsync(transactionId, "DeAuthorized");
    }
}
