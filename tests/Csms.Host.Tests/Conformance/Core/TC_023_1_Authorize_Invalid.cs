namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_023_1_Authorize_Invalid(CsmsFixture csms)
{
    [Fact]
    public async Task Is_told_so()
    {
        await using var station = await Station.ConnectAsync(csms);

        ((string?)(await station.AuthorizesAsync("NEVER ENTERED"))["status"]).ShouldBe("Invalid");
    }
}
