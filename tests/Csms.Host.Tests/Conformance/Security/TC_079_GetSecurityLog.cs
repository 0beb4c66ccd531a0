using Csms.Host.Tests.Conformance.Firmware;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_079_GetSecurityLog(CsmsFixture csms)
{
    [Fact]
    public async Task Is_followed_to_its_end()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync(
            "GetLog", new { logType = "SecurityLog", requestId = 79, log = new { remoteLocation = "https://files.example.com/logs" } }, new { status = "Accepted", filename = "s.log" });
        await station.TellsLogAsync(79, "Uploading", "Uploaded");

        ((int?)(await station.HasJobAsync("log", "succeeded", "Uploading", "Uploaded"))["requestId"]).ShouldBe(79);
        (await station.EventsAsync()).Count(type => type == "log_status_reported").ShouldBe(2);
    }
}
