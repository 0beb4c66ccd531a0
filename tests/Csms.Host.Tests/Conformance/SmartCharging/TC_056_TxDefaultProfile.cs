namespace Csms.Host.Tests.Conformance.SmartCharging;

[Collection(OneHost.Name)]
public sealed class TC_056_TxDefaultProfile(CsmsFixture csms)
{
    [Theory]
    [InlineData("A")]
    [InlineData("W")]
    public async Task Is_sent_with_all_its_parts(string unit)
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsSetAsync(1, Profiles.Absolute(56, "TxDefaultProfile", stackLevel: 1, unit));
        await station.HoldsAsync(56);
    }
}
