using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Host.Hosting;

namespace Csms.Host.Certificates;

/// <summary>A root and the authority under it, as files in the data folder. The root's key may be taken away once the authority is there.</summary>
internal sealed class AuthorityFiles(string dataFolder, string kind, string organization)
{
    private const int RsaBits = 3072;
    private readonly string folder = Path.Combine(dataFolder, "certificates", "authority");

    public bool Exist => File.Exists(PathOf("issuer", "crt"));

    public Issuer LoadOrMake(DateTimeOffset now)
    {
        DataFolder.CreatePrivate(folder);
        if (!Exist)
        {
            if (!File.Exists(PathOf("root", "crt")))
                Save("root", MakeRoot(now));
            using var root = LoadWithKey("root");
            Save("issuer", MakeIssuer(root));
        }

        return new(kind, LoadWithKey("issuer"), [], X509Certificate2.CreateFromPem(File.ReadAllText(PathOf("root", "crt"))));
    }

    private (X509Certificate2 Certificate, AsymmetricAlgorithm Key) MakeRoot(DateTimeOffset now)
    {
        // The random part of the name keeps two installations' authorities apart in one trust store.
        var (request, key) = Request($"charge points {kind.ToUpperInvariant()} root {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}", pathLength: 1);
        return (request.CreateSelfSigned(now.AddDays(-1), now.AddYears(20)), key);
    }

    private (X509Certificate2 Certificate, AsymmetricAlgorithm Key) MakeIssuer(X509Certificate2 root)
    {
        var (request, key) = Request($"charge points {kind.ToUpperInvariant()}", pathLength: 0);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        var signing = new Issuer(kind, root, [], root).Signing(RsaSignature.Pkcs1);
        return (request.Create(root.SubjectName, signing, root.NotBefore, root.NotAfter, serial), key);
    }

    private (CertificateRequest Request, AsymmetricAlgorithm Key) Request(string commonName, int pathLength)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddOrganizationName(organization);
        builder.AddCommonName(commonName);
        AsymmetricAlgorithm key = kind == "rsa" ? RSA.Create(RsaBits) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsa
            ? new CertificateRequest(builder.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(builder.Build(), (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLength, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return (request, key);
    }

    /// <summary>The key first: a crash between the two leaves a key that nobody knows, and the next start makes both anew.</summary>
    private void Save(string name, (X509Certificate2 Certificate, AsymmetricAlgorithm Key) made)
    {
        using (made.Certificate)
        using (made.Key)
        {
            DataFolder.WritePrivately(PathOf(name, "key"), made.Key.ExportPkcs8PrivateKeyPem() + "\n");
            DataFolder.WritePrivately(PathOf(name, "crt"), made.Certificate.ExportCertificatePem() + "\n");
        }
    }

    private X509Certificate2 LoadWithKey(string name) => X509Certificate2.CreateFromPemFile(PathOf(name, "crt"), PathOf(name, "key"));

    private string PathOf(string name, string extension) => Path.Combine(folder, $"{kind}-{name}.{extension}");
}
