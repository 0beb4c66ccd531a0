using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Certificates;

/// <summary>The roots a device trusts, by what they vouch for (Improved security, use cases M03 to M05); kept in flash.</summary>
internal sealed class RootStore
{
    private readonly Lock gate = new();
    private List<(CertificateUse Use, X509Certificate2 Root)> roots = [];

    public IReadOnlyList<X509Certificate2> Of(CertificateUse use)
    {
        lock (gate) return [.. roots.Where(entry => entry.Use == use).Select(entry => entry.Root)];
    }

    public InstallCertificateStatus Install(CertificateUse use, string pem, DateTimeOffset now, int most)
    {
        if (ReadRoot(pem, now) is not { } root) return InstallCertificateStatus.Rejected;
        lock (gate)
        {
            if (roots.Exists(entry => entry.Use == use && entry.Root.RawDataMemory.Span.SequenceEqual(root.RawDataMemory.Span))) return InstallCertificateStatus.Accepted;
            if (roots.Count >= most) return InstallCertificateStatus.Failed;
            roots = [.. roots, (use, root)];
            return InstallCertificateStatus.Accepted;
        }
    }

    /// <param name="lastOneIsInUse">The connection hangs on the roots of the central system: the last of them stays (M04.FR.06).</param>
    public DeleteCertificateStatus Delete(CertificateHashData name, bool lastOneIsInUse)
    {
        lock (gate)
        {
            var named = roots.FindIndex(entry => name.IsNameOf(entry.Root));
            if (named < 0) return DeleteCertificateStatus.NotFound;
            var use = roots[named].Use;
            if (lastOneIsInUse && use == CertificateUse.CentralSystemRootCertificate && roots.Count(entry => entry.Use == use) == 1)
                return DeleteCertificateStatus.Failed;
            roots = [.. roots.Where((_, index) => index != named)];
            return DeleteCertificateStatus.Accepted;
        }
    }

    /// <summary>A root certificate: one that signs itself, is an authority, and is valid at this moment.</summary>
    private static X509Certificate2? ReadRoot(string pem, DateTimeOffset now)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPem(pem);
            var authority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
            return authority && PemChain.IsBuilt([certificate], [certificate], now) ? certificate : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
