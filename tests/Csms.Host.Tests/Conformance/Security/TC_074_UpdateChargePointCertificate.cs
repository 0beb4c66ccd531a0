using System.Security.Cryptography;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Certificates;
using static Csms.Host.Tests.Certificates.Enrolling;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_074_UpdateChargePointCertificate(CsmsFixture csms)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Comes_to_a_certificate_of_its_own_key_and_through_the_door_with_it(bool rsa)
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.CallAsync("BootNotification", new { chargePointVendor = "Vendor", chargePointModel = "Model", chargePointSerialNumber = $"SN-{station.Id}" });
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : NewKey();

        var (trigger, _) = await station.IsAskedByAsync("POST", $"/charge-points/{station.Id}/certificates/renew?wait=30", null, new { status = "Accepted" });
        trigger[2]!.ToString().ShouldBe("ExtendedTriggerMessage");
        trigger[3]!.ToJsonString().ShouldBe("""{"requestedMessage":"SignChargePointCertificate"}""");
        (await station.Wire.AsksForCertificateAsync(Csr(key, $"SN-{station.Id}"))).ShouldBe("Accepted");
        var chain = await station.Wire.TakesCertificateAsync();

        var row = await csms.HasCertificateAsync(station.Id, "accepted");
        ((string?)row["subject"], (string?)row["key"]).ShouldBe(($"CN=SN-{station.Id}, O=Operator", rsa ? "RSA 2048" : "EC 256"));
        chain[0].PublicKey.ExportSubjectPublicKeyInfo().ShouldBe(PublicKeyOf(key));
        chain[0].SignatureAlgorithm.FriendlyName.ShouldBe(rsa ? "sha256RSA" : "sha256ECDSA");
        await station.DisposeAsync();
        await csms.Admin.SendAsync("PATCH", $"/charge-points/{station.Id}", """{"securityProfile":3}""").ShouldBeAsync(System.Net.HttpStatusCode.OK);
        using var shown = chain[0].WithKey(key);
        await using var again = await csms.ConnectAsync(station.Id, shown);
        (await again.CallAsync("Heartbeat", "{}")).ContainsKey("currentTime").ShouldBeTrue();
    }

    private static byte[] PublicKeyOf(AsymmetricAlgorithm key) => key.ExportSubjectPublicKeyInfo();
}
