namespace Csms.Host.Tests.Conformance.Firmware;

[Collection(OneHost.Name)]
public sealed class TC_045_2_GetDiagnostics_UploadFailed(CsmsFixture csms)
{
    [Fact]
    public async Task Is_followed_to_its_end()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsDiagnosedAsync();
        await station.TellsDiagnosticsAsync("Uploading", "UploadFailed");

        (await station.EventsAsync()).Count(type => type == "diagnostics_status_reported").ShouldBe(2);
        await station.HasJobAsync("diagnostics", "failed", "Uploading", "UploadFailed");
    }
}
