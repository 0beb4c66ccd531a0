namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_017_1_UnlockConnector_NoSession_NotFixedCable(CsmsFixture csms)
{
    [Fact]
    public async Task Shows_that_it_is_unlocked()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("UnlockConnector", new { connectorId = 1 }, new { status = "Unlocked" });
        ((string?)call["response"]!["status"]).ShouldBe("Unlocked");
    }
}
