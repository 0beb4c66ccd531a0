namespace Csms.Host.Tests.Conformance.LocalAuthList;

[Collection(OneHost.Name)]
public sealed class TC_042_1_GetLocalListVersion_NotSupported(CsmsFixture csms)
{
    [Fact]
    public async Task Shows_the_version()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("GetLocalListVersion", "{}", new { listVersion = -1 });
        ((int?)call["response"]!["listVersion"]).ShouldBe(-1);
    }
}
