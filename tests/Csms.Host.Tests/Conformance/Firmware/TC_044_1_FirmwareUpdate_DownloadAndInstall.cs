namespace Csms.Host.Tests.Conformance.Firmware;

[Collection(OneHost.Name)]
public sealed class TC_044_1_FirmwareUpdate_DownloadAndInstall(CsmsFixture csms)
{
    [Fact]
    public async Task Is_followed_to_its_end()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.BootsAsync();
        await station.IsUpdatedAsync();
        await station.TellsFirmwareAsync("Downloading", "Downloaded");
        await station.ReportsAsync("Unavailable");
        await station.TellsFirmwareAsync("Installing");
        await station.ReconnectAsync();
        await station.BootsAsync();
        await station.TellsFirmwareAsync("Installed");

        await station.ShowsAsync("Available");
        (await station.EventsAsync()).Count(type => type == "firmware_status_reported").ShouldBe(4);
        await station.HasJobAsync("firmware", "succeeded", "Downloading", "Downloaded", "Installing", "Installed");
    }
}
