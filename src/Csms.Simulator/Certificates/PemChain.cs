using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Simulator.Certificates;

/// <summary>Certificates in PEM, the leaf first, and whether each vouches for the one before it.</summary>
internal static class PemChain
{
    /// <summary>The certificates of a text; none when it holds anything else.</summary>
    public static X509Certificate2Collection Read(string pem)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            chain.Clear();
        }

        return chain;
    }

    /// <summary>Whether the first certificate leads to one of the anchors, all of them valid at this moment.</summary>
    public static bool IsBuilt(X509Certificate2Collection certificates, IEnumerable<X509Certificate2> anchors, DateTimeOffset now)
    {
        if (certificates.Count == 0) return false;
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(anchors.ToArray());
        policy.ExtraStore.AddRange(certificates);
        policy.VerificationTime = now.LocalDateTime;
        // Nobody publishes revocation lists for the certificates of a test.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        // An authority between leaf and root is as good an end as a root: the chain of CertificateSigned stops before it.
        policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        if (!chain.Build(certificates[0])) return false;
        var last = chain.ChainElements[^1].Certificate;
        return policy.CustomTrustStore.Any(anchor => anchor.RawDataMemory.Span.SequenceEqual(last.RawDataMemory.Span));
    }
}
