using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;

namespace Csms.Domain.Tests.Certificates;

public sealed class ReadingASigningRequest
{
    [Fact]
    public void Takes_a_curve()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (request, objection) = SigningRequest.Read(new CertificateRequest("CN=SN-1, O=Operator", key, HashAlgorithmName.SHA256).CreateSigningRequestPem());
        objection.ShouldBeNull();
        (request!.Key.ToString(), request.Subject).ShouldBe(("EC 256", new CertificateSubject("SN-1", "Operator")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Takes_rsa_with_either_signature(bool pss)
    {
        using var key = RSA.Create(2048);
        var padding = pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        var (request, objection) = SigningRequest.Read(new CertificateRequest("CN=SN-1", key, HashAlgorithmName.SHA256, padding).CreateSigningRequestPem());
        objection.ShouldBeNull();
        request!.Key.ToString().ShouldBe("RSA 2048");
    }

    [Fact]
    public void Refuses_a_weak_key()
    {
        using var key = RSA.Create(1024);
        ObjectionTo(new CertificateRequest("CN=SN-1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem()).ShouldBe("weak_key");
    }

    [Fact]
    public void Refuses_a_signature_that_is_not_its_own()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var der = new CertificateRequest("CN=SN-1", key, HashAlgorithmName.SHA256).CreateSigningRequest();
        // The name is another after it was signed.
        der[der.AsSpan().IndexOf("SN-1"u8) + 3] = (byte)'2';
        ObjectionTo(PemEncoding.WriteString("CERTIFICATE REQUEST", der)).ShouldBe("bad_self_signature");
    }

    [Theory]
    [InlineData("\n", "\r\n")]
    [InlineData("\n", "%0A")]
    [InlineData("\n", "%0d%0a")]
    [InlineData("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")]
    public void Takes_PEM_as_others_write_it(string usual, string other)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = new CertificateRequest("CN=SN-1", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        ObjectionTo(pem.Replace(usual, other, StringComparison.Ordinal)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("please")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Refuses_what_is_none(string text) => ObjectionTo(text).ShouldBe("not_a_pem_request");

    [Theory]
    [InlineData("CN=SN-1, O=Operator", null)]
    [InlineData("CN=SN-2, O=Operator", "wrong_common_name")]
    [InlineData("O=Operator", "wrong_common_name")]
    [InlineData("CN=SN-1, CN=SN-1, O=Operator", "wrong_common_name")]
    [InlineData("CN=SN-1, O=Other", "wrong_organization")]
    [InlineData("CN=SN-1", "wrong_organization")]
    public void Holds_a_subject_against_the_rules(string subject, string? objection) =>
        CertificateSubject.Of(new X500DistinguishedName(subject)).ObjectionTo(["SN-1"], "Operator").ShouldBe(objection);

    [Fact]
    public void Asks_for_nothing_where_the_rules_are_off() => CertificateSubject.Of(new X500DistinguishedName("CN=X")).ObjectionTo(null, null).ShouldBeNull();

    [Fact]
    public void Believes_an_operators_serial_number_rather_than_a_reported_one()
    {
        var reported = ChargePoint.Initial with { Exists = true, Id = "CP-1", LastBoot = new("V", "M", RegistrationPolicy.Accepted, "SN-1", "BOX-1") };
        CertificateNames.Of(reported).ShouldBe(["CP-1", "SN-1", "BOX-1"]);
        CertificateNames.Of(reported with { CertificateNameRule = CertificateNameRule.Identity }).ShouldBe(["CP-1"]);
        CertificateNames.Of(reported with { CertificateNameRule = CertificateNameRule.SerialNumber }).ShouldBe(["SN-1", "BOX-1"]);
        CertificateNames.Of(reported with { CertificateSerialNumber = "SN-9" }).ShouldBe(["CP-1", "SN-9"]);
        CertificateNames.Of(reported with { CertificateNameRule = CertificateNameRule.SerialNumber, LastBoot = null }).ShouldBeEmpty();
    }

    private static string? ObjectionTo(string pem) => SigningRequest.Read(pem).Objection;
}
