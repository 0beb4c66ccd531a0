using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Simulator.Certificates;

/// <summary>The device's own key and certificate (Improved security, use cases A02 and A03); kept in flash.</summary>
internal sealed class DeviceIdentity : IDisposable
{
    private readonly Lock gate = new();
    // The key of the last request, until its certificate comes; the one in use stays until then.
    private ECDsa? requested;
    private X509Certificate2? certificate;

    public X509Certificate2? Certificate => certificate;

    /// <summary>A new key, and the request to have it certified: the serial number as common name (A00.FR.405), the operator as organization (A02.FR.13).</summary>
    public string RequestFor(string serialNumber, string organization)
    {
        lock (gate)
        {
            requested?.Dispose();
            requested = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var name = new X500DistinguishedNameBuilder();
            name.AddOrganizationName(organization);
            name.AddCommonName(serialNumber);
            return new CertificateRequest(name.Build(), requested, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        }
    }

    public void GiveUp()
    {
        lock (gate)
        {
            requested?.Dispose();
            requested = null;
        }
    }

    /// <summary>Takes a certificate into use: for the key that was requested, valid now, and each authority that came along vouching for the one before.</summary>
    public bool Take(string pem, DateTimeOffset now)
    {
        var chain = PemChain.Read(pem);
        lock (gate)
        {
            if (requested is null || chain.Count == 0 || !IsForKey(chain[0], requested) || !IsUnbroken(chain, now)) return false;
            var old = certificate;
            certificate = chain[0].CopyWithPrivateKey(requested);
            requested.Dispose();
            requested = null;
            old?.Dispose();
            return true;
        }
    }

    public void Dispose()
    {
        GiveUp();
        certificate?.Dispose();
    }

    private static bool IsForKey(X509Certificate2 leaf, ECDsa key) =>
        leaf.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());

    private static bool IsUnbroken(X509Certificate2Collection chain, DateTimeOffset now)
    {
        var inTime = chain.All(link => link.NotBefore <= now.LocalDateTime && now.LocalDateTime < link.NotAfter);
        if (!inTime || chain.Count == 1) return inTime;
        return PemChain.IsBuilt([.. chain], [chain[^1]], now);
    }
}
