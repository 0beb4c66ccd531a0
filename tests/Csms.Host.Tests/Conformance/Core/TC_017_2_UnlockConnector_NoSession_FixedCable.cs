namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_017_2_UnlockConnector_NoSession_FixedCable(CsmsFixture csms)
{
    [Fact]
    public async Task Shows_that_it_cannot_be()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("UnlockConnector", new { connectorId = 1 }, new { status = "NotSupported" });
        call["error"].ShouldBeNull();
    }
}
