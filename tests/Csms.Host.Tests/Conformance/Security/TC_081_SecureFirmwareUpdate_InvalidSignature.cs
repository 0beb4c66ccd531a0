using Csms.Host.Tests.Conformance.Firmware;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_081_SecureFirmwareUpdate_InvalidSignature(CsmsFixture csms)
{
    [Fact]
    public async Task Is_sent_as_asked_and_fails_with_the_reason()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync("SignedUpdateFirmware", TC_080_SecureFirmwareUpdate.Update(81), new { status = "Accepted" });
        await station.TellsSignedFirmwareAsync(81, "Downloading", "Downloaded", "InvalidSignature");

        var job = await station.HasJobAsync("signed_firmware", "failed", "Downloading", "Downloaded", "InvalidSignature");
        ((string?)job["reason"]).ShouldBe("InvalidSignature");
    }
}
