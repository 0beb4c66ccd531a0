namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_061_ClearAuthorizationCache(CsmsFixture csms)
{
    [Theory]
    [InlineData("Accepted")]
    [InlineData("Rejected")]
    public async Task Is_asked_and_the_answer_shown(string status)
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("ClearCache", "{}", new { status });
        ((string?)call["response"]!["status"]).ShouldBe(status);
    }
}
