namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_013_HardReset(CsmsFixture csms)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_asked_and_the_boot_is_accepted(bool reconnects)
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("Reset", new { type = "Hard" }, new { status = "Accepted" });
        if (reconnects)
            await station.ReconnectAsync();
        await station.BootsAsync();

        (await station.EventsAsync()).Count(type => type == "charge_point_connected").ShouldBe(reconnects ? 2 : 1);
        await station.ShowsAsync("Available");
        await station.EffectBecomesAsync(call, "happened");
    }
}
