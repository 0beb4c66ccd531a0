using Csms.Host.Tests.Api;
using Csms.Host.Tests.Certificates;
using static Csms.Host.Tests.Certificates.Enrolling;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_077_InvalidChargePointCertificate(CsmsFixture csms)
{
    [Fact]
    public async Task Leaves_the_old_one_in_use_and_is_on_record()
    {
        await using var station = await Station.ConnectAsync(csms);
        using var oldKey = NewKey();
        using var newKey = NewKey();
        (await station.Wire.AsksForCertificateAsync(Csr(oldKey, station.Id))).ShouldBe("Accepted");
        await station.Wire.TakesCertificateAsync();
        var first = await csms.HasCertificateAsync(station.Id, "accepted");

        (await station.Wire.AsksForCertificateAsync(Csr(newKey, station.Id))).ShouldBe("Accepted");
        await station.Wire.TakesCertificateAsync("Rejected");
        (await station.CallAsync("SecurityEventNotification", new { type = "InvalidChargePointCertificate", timestamp = DateTimeOffset.UtcNow })).Count.ShouldBe(0);

        await csms.HasCertificateAsync(station.Id, "rejected");
        ((string?)(await csms.Admin.ReadAsync($"/certificates/{first["id"]}"))["state"]).ShouldBe("accepted");
        (await station.EventsAsync()).ShouldContain("security_event_reported");
        await station.RaisesAlarmsAsync("CertificateRejected", "InvalidChargePointCertificate");
    }
}
