namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_078_InvalidCentralSystemCertificate(CsmsFixture csms)
{
    [Fact]
    public async Task Is_not_taken_for_trusted_and_is_on_record()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsGivenRootAsync("CentralSystemRootCertificate", TrustedRoots.NewRoot(), "Rejected");
        (await station.CallAsync("SecurityEventNotification", new { type = "InvalidCentralSystemCertificate", timestamp = DateTimeOffset.UtcNow })).Count.ShouldBe(0);

        (await station.RootsAsync()).ShouldBeEmpty();
        (await station.EventsAsync()).ShouldContain("security_event_reported");
        await station.RaisesAlarmsAsync("InvalidCentralSystemCertificate");
    }
}
