using Csms.Host.Tests.Conformance.Firmware;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_080_SecureFirmwareUpdate(CsmsFixture csms)
{
    [Fact]
    public async Task Is_followed_to_its_end()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.BootsAsync();

        await station.AsksAsync("SignedUpdateFirmware", Update(80), new { status = "Accepted" });
        await station.TellsSignedFirmwareAsync(80, "Downloading", "Downloaded", "SignatureVerified");
        await station.ReportsAsync("Unavailable");
        await station.TellsSignedFirmwareAsync(80, "Installing", "InstallRebooting");
        await station.ReconnectAsync();
        await station.BootAsync();
        (await station.CallAsync("SecurityEventNotification", new { type = "FirmwareUpdated", timestamp = DateTimeOffset.UtcNow })).Count.ShouldBe(0);
        await station.ReportsAsync("Available");
        await station.TellsSignedFirmwareAsync(80, "Installed");

        var job = await station.HasJobAsync(
            "signed_firmware", "succeeded", "Downloading", "Downloaded", "SignatureVerified", "Installing", "InstallRebooting", "Installed");
        ((int?)job["requestId"]).ShouldBe(80);
        await station.ShowsAsync("Available");
    }

    internal static object Update(int requestId) => new
    {
        requestId,
        firmware = new
        {
            location = "https://files.example.com/firmware.bin",
            retrieveDateTime = "2026-03-01T10:00:00.000Z",
            signingCertificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
            signature = "c2lnbmF0dXJl",
        },
    };
}
