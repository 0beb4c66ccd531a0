namespace Csms.Host.Tests.Conformance.SmartCharging;

[Collection(OneHost.Name)]
public sealed class TC_067_ClearChargingProfile(CsmsFixture csms)
{
    [Fact]
    public async Task As_written_in_2024()
    {
        await using var station = await Station.ConnectAsync(csms);

        foreach (var id in (int[])[1, 2, 3])
            await station.IsSetAsync(1, Profiles.Absolute(id, "TxDefaultProfile", stackLevel: id));

        await station.HoldsAsync(1, 2, 3);
        await station.AsksAsync("ClearChargingProfile", new { id = 1 }, new { status = "Accepted" });
        await station.HoldsAsync(2, 3);
        await station.AsksAsync(
            "ClearChargingProfile", new { connectorId = 1, chargingProfilePurpose = "TxDefaultProfile", stackLevel = 2 }, new { status = "Accepted" });
        await station.HoldsAsync(3);
        await station.AsksAsync("ClearChargingProfile", "{}", new { status = "Accepted" });
        await station.HoldsAsync();
    }

    [Fact]
    public async Task As_written_since_2025()
    {
        await using var station = await Station.ConnectAsync(csms);

        var transactionId = await station.IsChargingAsync();
        await station.IsSetAsync(0, Profiles.Absolute(1, "ChargePointMaxProfile", stackLevel: 1));
        await station.IsSetAsync(1, Profiles.Absolute(2, "TxDefaultProfile", stackLevel: 1));
        await station.IsSetAsync(1, Profiles.Absolute(3, "TxProfile", stackLevel: 1, transactionId: transactionId));

        await station.HoldsAsync(1, 2, 3);
        await station.AsksAsync("ClearChargingProfile", new { id = 1 }, new { status = "Accepted" });
        await station.HoldsAsync(2, 3);
        await station.AsksAsync(
            "ClearChargingProfile", new { connectorId = 1, chargingProfilePurpose = "TxDefaultProfile", stackLevel = 1 }, new { status = "Accepted" });
        await station.HoldsAsync(3);
        await station.AsksAsync("ClearChargingProfile", "{}", new { status = "Accepted" });
        await station.HoldsAsync();
    }
}
