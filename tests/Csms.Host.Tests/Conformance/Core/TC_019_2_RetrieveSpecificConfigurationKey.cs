namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_019_2_RetrieveSpecificConfigurationKey(CsmsFixture csms)
{
    [Fact]
    public async Task Asks_for_that_key_alone()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync(
            "GetConfiguration",
            new { key = new[] { "SupportedFeatureProfiles" } },
            """{"configurationKey":[{"key":"SupportedFeatureProfiles","readonly":true,"value":"Core,FirmwareManagement"}]}""");
    }
}
