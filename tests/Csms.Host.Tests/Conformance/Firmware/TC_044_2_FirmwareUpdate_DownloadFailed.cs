namespace Csms.Host.Tests.Conformance.Firmware;

[Collection(OneHost.Name)]
public sealed class TC_044_2_FirmwareUpdate_DownloadFailed(CsmsFixture csms)
{
    [Fact]
    public async Task Is_followed_to_its_end()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsUpdatedAsync();
        await station.TellsFirmwareAsync("Downloading", "DownloadFailed");

        (await station.EventsAsync()).Count(type => type == "firmware_status_reported").ShouldBe(2);
        await station.HasJobAsync("firmware", "failed", "Downloading", "DownloadFailed");
    }
}
