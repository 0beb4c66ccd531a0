using System.Net;
using System.Security.Cryptography.X509Certificates;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Automation;
using Csms.Host.Tests.Tls;
using static Csms.Host.Tests.Certificates.Enrolling;

namespace Csms.Host.Tests.Certificates;

/// <summary>Authorities that are given as PEM files: the operator's own instead of the built-in one, and the manufacturers'.</summary>
public sealed class TrustingOtherAuthorities(TrustingOtherAuthorities.GivenAuthorities csms) : IClassFixture<TrustingOtherAuthorities.GivenAuthorities>
{
    [Fact]
    public async Task SD_Z11_Signs_with_the_authority_that_was_given_and_lets_in_what_it_signed()
    {
        using var key = NewKey();
        await csms.RegisterAsync("GIVEN");
        X509Certificate2 certificate;
        await using (var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "GIVEN"))
        {
            (await cp.AsksForCertificateAsync(Csr(key, "GIVEN"))).ShouldBe("Accepted");
            var chain = await cp.TakesCertificateAsync();
            chain.Select(link => link.Subject).ShouldBe(["CN=GIVEN, O=Operator", csms.Issuer.Certificate.Subject]);
            certificate = chain[0].WithKey(key);
        }

        await csms.HasCertificateAsync("GIVEN", "accepted");
        await csms.Admin.SendAsync("PATCH", "/charge-points/GIVEN", """{"securityProfile":3}""").ShouldBeAsync(HttpStatusCode.OK);
        using (certificate)
        {
            await using var again = await csms.ConnectAsync("GIVEN", certificate);
            await again.BootAsync();
        }
    }

    [Fact]
    public async Task SD_Z05_Lets_a_factory_certificate_in_where_that_is_allowed_and_has_it_renewed_at_once()
    {
        await csms.RegisterAsync("FACTORY", securityProfile: 3);
        await csms.Admin.SendAsync("PATCH", "/charge-points/FACTORY", """{"automation":["renewCertificate"]}""").ShouldBeAsync(HttpStatusCode.OK);
        // Its organization is the maker's: nobody knew then who would buy it (A00.FR.406).
        using var certificate = csms.Manufacturer.Client("FACTORY");
        await using var cp = await csms.ConnectAsync("FACTORY", certificate);
        await cp.BootAsync();
        (await cp.AnswersAsync("ExtendedTriggerMessage", """{"status":"Accepted"}""")).ToJsonString().ShouldBe("""{"requestedMessage":"SignChargePointCertificate"}""");

        using var another = csms.Manufacturer.Client("ANOTHER-FACTORY");
        await csms.IsRefusedAsync("FACTORY", another, "its common name is not this one's");
    }

    public sealed class GivenAuthorities : CsmsFixture, IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("csms-test-").FullName;
        private readonly TestAuthority root = TestAuthority.Root();

        public GivenAuthorities()
        {
            Issuer = root.Intermediate();
            Manufacturer = TestAuthority.Root();
            File.WriteAllText(PathOf("issuer.crt"), Issuer.Certificate.ExportCertificatePem() + "\n" + root.Certificate.ExportCertificatePem() + "\n");
            using var key = Issuer.Certificate.GetECDsaPrivateKey()!;
            File.WriteAllText(PathOf("issuer.key"), key.ExportPkcs8PrivateKeyPem() + "\n");
            File.WriteAllText(PathOf("makers.crt"), Manufacturer.Certificate.ExportCertificatePem() + "\n");
        }

        internal TestAuthority Issuer { get; }

        internal TestAuthority Manufacturer { get; }

        protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
        {
            ["Certificates:CpoName"] = "Operator",
            ["Certificates:EcdsaIssuer"] = PathOf("issuer.crt"),
            ["Certificates:EcdsaIssuerKey"] = PathOf("issuer.key"),
            ["Certificates:ManufacturerRoots"] = PathOf("makers.crt"),
            ["Certificates:AcceptManufacturerCertificates"] = "true",
            ["Automation:SettleWindow"] = "00:00:00.300",
        };

        public void Dispose()
        {
            Issuer.Dispose();
            Manufacturer.Dispose();
            root.Dispose();
            Directory.Delete(folder, recursive: true);
        }

        private string PathOf(string name) => Path.Combine(folder, name);
    }
}
