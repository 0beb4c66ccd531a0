using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Simulator.Tests;

/// <summary>Certificates as a test needs them: a root, what it signs, and what is wrong with either.</summary>
internal static class TestCertificates
{
    public static X509Certificate2 Root(string name = "CN=Root", bool rsa = false, DateTimeOffset? until = null)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = RSA.Create(2048);
        var request = rsa
            ? new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, ec, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), until ?? DateTimeOffset.UtcNow.AddYears(1));
    }

    /// <summary>Signed by <paramref name="issuer"/>, with its key.</summary>
    public static X509Certificate2 Leaf(X509Certificate2 issuer, ECDsa key, string name = "CN=Leaf", DateTimeOffset? until = null)
    {
        using var certificate = Sign(new CertificateRequest(name, key, HashAlgorithmName.SHA256), issuer, until);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>What an authority makes of a certificate request.</summary>
    public static X509Certificate2 Sign(string csr, X509Certificate2 issuer) =>
        Sign(CertificateRequest.LoadSigningRequestPem(csr, HashAlgorithmName.SHA256), issuer, until: null);

    private static X509Certificate2 Sign(CertificateRequest request, X509Certificate2 issuer, DateTimeOffset? until) =>
        request.Create(issuer, DateTimeOffset.UtcNow.AddMonths(-6), until ?? DateTimeOffset.UtcNow.AddMonths(6), [0, 0x1f, 0xa5, 7]);
}
