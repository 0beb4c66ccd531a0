namespace Csms.Host.Tests.Conformance.SmartCharging;

[Collection(OneHost.Name)]
public sealed class TC_057_TxProfile(CsmsFixture csms)
{
    [Fact]
    public async Task As_written_in_2024()
    {
        await using var station = await Station.ConnectAsync(csms);

        var transactionId = await station.IsChargingAsync();
        await station.IsSetAsync(1, Profiles.Absolute(57, "TxProfile", stackLevel: 1, transactionId: transactionId));
        await station.HoldsAsync(57);
        await station.StopsAsync(transactionId);
        await station.HoldsAsync();
    }

    [Fact]
    public async Task As_written_since_2025()
    {
        await using var station = await Station.ConnectAsync(csms);

        var transactionId = await station.IsChargingAsync();
        await station.IsSetAsync(1, Profiles.Relative(57, "TxProfile", stackLevel: 1, transactionId: transactionId));
        await station.HoldsAsync(57);
        await station.StopsAsync(transactionId);
        await station.HoldsAsync();
    }
}
