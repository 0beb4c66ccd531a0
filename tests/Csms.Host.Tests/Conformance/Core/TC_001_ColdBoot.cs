namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_001_ColdBoot(CsmsFixture csms)
{
    [Fact]
    public async Task Is_answered_and_on_record()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.BootsAsync();
        await station.BeatsAsync();
        await station.BeatsAsync();

        ((string?)(await station.ReadAsync())["boot"]["answer"]).ShouldBe("accepted");
        ((string?)(await station.ReadAsync())["status"]).ShouldBe("Available");
        await station.ShowsAsync("Available");
        (await station.EventsAsync()).ShouldBe(
            ["charge_point_registered", "charge_point_connected", "charge_point_booted", "connector_status_reported", "connector_status_reported"]);
    }
}
