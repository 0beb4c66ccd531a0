using System.Security.Cryptography.X509Certificates;

namespace Csms.Domain.Certificates;

/// <summary>Path validation (RFC 5280 section 6) against roots of one's own: no store of the machine, no network, no revocation.</summary>
public static class CertificatePath
{
    /// <summary>Whether the certificate leads to one of the roots, every link of the path valid at this moment.</summary>
    /// <param name="leaf">Whose path it is.</param>
    /// <param name="others">What may lie between it and a root.</param>
    /// <param name="roots">Self-signed authorities.</param>
    /// <param name="now">By our clock.</param>
    public static bool Leads(X509Certificate2 leaf, IEnumerable<X509Certificate2> others, IEnumerable<X509Certificate2> roots, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(roots.ToArray());
        if (policy.CustomTrustStore.Count == 0) return false;
        policy.ExtraStore.AddRange(others.ToArray());
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTimeIgnored = false;
        policy.VerificationTime = now.UtcDateTime;
        try
        {
            return chain.Build(leaf);
        }
        finally
        {
            foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        }
    }

    /// <summary>Why the certificate is not valid at this moment, in words; null when it is.</summary>
    public static string? ObjectionToDates(X509Certificate2 certificate, DateTimeOffset now) =>
        now < certificate.NotBefore.ToUniversalTime() ? $"is not valid before {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}"
        : now > certificate.NotAfter.ToUniversalTime() ? $"expired at {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}"
        : null;
}
