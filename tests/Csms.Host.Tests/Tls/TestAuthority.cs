using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Host.Tests.Tls;

/// <summary>An authority of a test: it certifies whatever a test wants, good or bad.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1", ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private readonly ECDsa key;

    private TestAuthority(X509Certificate2 certificate, ECDsa key) => (Certificate, this.key) = (certificate, key);

    public X509Certificate2 Certificate { get; }

    /// <summary>No two have the same name: a certificate names its issuer by no more than that.</summary>
    public static TestAuthority Root()
    {
        var name = $"Test root {Guid.NewGuid():N}";
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new TestAuthority(AuthorityRequest(name, key).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddYears(5)), key);
    }

    public TestAuthority Intermediate()
    {
        var name = $"Test intermediate {Guid.NewGuid():N}";
        var below = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = AuthorityRequest(name, below).Create(Certificate, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(2), Serial());
        return new TestAuthority(issued.CopyWithPrivateKey(below), below);
    }

    /// <summary>A charge point's certificate, with its key.</summary>
    public X509Certificate2 Client(string commonName, DateTimeOffset? from = null, DateTimeOffset? until = null) =>
        Issue(commonName, ClientAuthentication, ECDsa.Create(ECCurve.NamedCurves.nistP256), from, until);

    /// <summary>A server's certificate for this machine, with its key.</summary>
    public X509Certificate2 Server(bool rsa, string commonName = "localhost") =>
        Issue(commonName, ServerAuthentication, rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Into the folder where the host looks for the authorities of charge points.</summary>
    public void TrustedBy(CsmsFixture csms)
    {
        var folder = Directory.CreateDirectory(Path.Combine(csms.DataFolder, "certificates", "charge-points")).FullName;
        File.WriteAllText(Path.Combine(folder, $"{Certificate.SerialNumber}.crt"), Certificate.ExportCertificatePem() + "\n");
    }

    public void Dispose()
    {
        Certificate.Dispose();
        key.Dispose();
    }

    private X509Certificate2 Issue(string commonName, string use, AsymmetricAlgorithm own, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using var disposed = own;
        var name = new X500DistinguishedName($"CN={commonName}, O=Test");
        var request = own is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | (own is RSA ? X509KeyUsageFlags.KeyEncipherment : 0), critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(
            Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            from ?? DateTimeOffset.UtcNow.AddDays(-1),
            until ?? DateTimeOffset.UtcNow.AddYears(1),
            Serial());
        return own is RSA key2 ? issued.CopyWithPrivateKey(key2) : issued.CopyWithPrivateKey((ECDsa)own);
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}, O=Test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static byte[] Serial() => RandomNumberGenerator.GetBytes(16);
}
