namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_040_1_ConfigurationKey_NotSupported(CsmsFixture csms)
{
    [Fact]
    public async Task Is_shown()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("ChangeConfiguration", """{"key":"Testing","value":"true"}""", new { status = "NotSupported" });
        ((string?)call["response"]!["status"]).ShouldBe("NotSupported");
    }
}
