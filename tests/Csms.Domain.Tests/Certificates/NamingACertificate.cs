using System.Security.Cryptography.X509Certificates;
using Csms.Domain.Certificates;

namespace Csms.Domain.Tests.Certificates;

/// <summary>What OpenSSL says of a root (<c>openssl ocsp -issuer r.pem -cert r.pem -req_text</c>).</summary>
public sealed class NamingACertificate
{
    private const string Root =
        """
        -----BEGIN CERTIFICATE-----
        MIIBiDCCAS6gAwIBAgIDChssMAoGCCqGSM49BAMCMCIxETAPBgNVBAoMCE9wZXJh
        dG9yMQ0wCwYDVQQDDARSb290MB4XDTI2MTEyMTAwMDcxNVoXDTM2MTExODAwMDcx
        NVowIjERMA8GA1UECgwIT3BlcmF0b3IxDTALBgNVBAMMBFJvb3QwWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAATj+3orC5SReFg31Bf5LPoD/5iV57pXv9w/pYioChwR
        qfaffuRdIDFomyyj7f0eM9mO8+psiSdkmrABaEsMDmdAo1MwUTAdBgNVHQ4EFgQU
        eLZGAQPQbBQx78wOv/TlT3LX5iIwHwYDVR0jBBgwFoAUeLZGAQPQbBQx78wOv/Tl
        T3LX5iIwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBnjNe9hCom
        dzokqPFKAoc1DOnpk/X3PrNM83UVoJZ4SwIhAJ3WnlFRrW5bOj22U0+LiDHhjbC/
        xTg+i5QBoG3bQBu0
        -----END CERTIFICATE-----
        """;

    [Theory]
    [InlineData(
        "SHA256",
        "5755CB125C31DFC7A6DDD44DD89DEB23DE94D138E6EE564B7439C3404624A2D0",
        "8DB9DDEF4C8FCDAB9003EBF521DD278677E53A36BF307ECA22715E4618A0B272")]
    [InlineData(
        "SHA384",
        "B3BDC3ADD8AA0661A71965D733D8FED8313138307996A0B05B7B486912F939963B4196CAC0D32C54C894F824F5430AB5",
        "C6FA0595E1CE57A0B497A66ECE376CB41785644A3882F6E2E17D6F22BF59EEC05903656723EE14CF932F0233562206AE")]
    [InlineData(
        "SHA512",
        "87340F5F7C3C1D559E92F76BBAD70E7C8CB2BFEE82C2C64005CCE4E38AC98D6E20C0EAED8CE2869ED2BFE8F9B8DAFACF8FF8F4A86FFC5474895ACCD4FB4B7053",
        "BD5D7FF6597A5E9CE3F1F9B46C5005EA07C4517B910235883C1F676536468FA69B3B9E335C61F0D483C81504D0AEC9C04C32CF3FA988D19FA2B950DC3D9A9038")]
    public void Is_done_as_ocsp_does_it(string algorithm, string nameHash, string keyHash)
    {
        using var root = X509Certificate2.CreateFromPem(Root);
        var name = CertificateHash.Of(root, root, algorithm);

        name.Names(new(algorithm, nameHash, keyHash, "0A1B2C")).ShouldBeTrue(name.ToString());
        name.SerialNumber.ShouldBe("A1B2C");
        name.Names(new(algorithm, nameHash, keyHash, "A1B2D")).ShouldBeFalse();
    }
}
