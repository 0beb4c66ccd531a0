namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_021_ChangeConfiguration(CsmsFixture csms)
{
    [Fact]
    public async Task Sends_the_value_as_text()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync("ChangeConfiguration", """{"key":"MeterValueSampleInterval","value":"60"}""", new { status = "Accepted" });
    }
}
