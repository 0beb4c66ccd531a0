namespace Csms.Host.Tests.Conformance.LocalAuthList;

[Collection(OneHost.Name)]
public sealed class TC_042_2_GetLocalListVersion_Empty(CsmsFixture csms)
{
    [Fact]
    public async Task Shows_the_version()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("GetLocalListVersion", "{}", new { listVersion = 0 });
        ((int?)call["response"]!["listVersion"]).ShouldBe(0);
    }
}
