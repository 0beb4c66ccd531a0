namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_030_UnlockConnector_UnlockFailure(CsmsFixture csms)
{
    [Fact]
    public async Task Is_shown()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("UnlockConnector", new { connectorId = 1 }, new { status = "UnlockFailed" });
        ((string?)call["response"]!["status"]).ShouldBe("UnlockFailed");
    }
}
