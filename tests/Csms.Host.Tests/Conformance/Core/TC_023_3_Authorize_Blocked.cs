namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_023_3_Authorize_Blocked(CsmsFixture csms)
{
    [Fact]
    public async Task Is_told_so()
    {
        await using var station = await Station.ConnectAsync(csms);

        var idTag = "BLOCKED" + station.IdTag[5..];
        await station.EnterAsync(idTag, status: "blocked");
        ((string?)(await station.AuthorizesAsync(idTag))["status"]).ShouldBe("Blocked");
    }
}
