namespace Csms.Host.Tests.Conformance.Core;

/// <summary>Until 2024 the tool looked for the value -1, since 2025 it takes any: -1 serves both.</summary>
[Collection(OneHost.Name)]
public sealed class TC_040_2_ConfigurationKey_InvalidValue(CsmsFixture csms)
{
    [Fact]
    public async Task Is_sent_as_the_operator_wants_it()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync("ChangeConfiguration", """{"key":"MeterValueSampleInterval","value":"-1"}""", new { status = "Rejected" });
    }
}
