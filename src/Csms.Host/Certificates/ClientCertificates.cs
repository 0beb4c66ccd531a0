using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Domain.ChargePoints;
using Csms.Host.Hosting;

namespace Csms.Host.Certificates;

/// <summary>Judges the certificate a charge point comes with (Improved security, A00.FR.403-407): from an authority in
/// <c>certificates/charge-points/*.crt</c> of the data folder, in time, for clients, and this charge point's own.</summary>
internal sealed class ClientCertificates(ServeOptions options, TimeProvider clock)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private readonly string folder = Path.Combine(options.DataFolder, "certificates", "charge-points");

    /// <returns>Null when it is good, else why it is refused.</returns>
    public Task<string?> ObjectionAsync(
        ChargePoint chargePoint, X509Certificate2 leaf, IReadOnlyList<X509Certificate2> intermediates, CancellationToken cancellationToken) =>
        Task.FromResult(NotItsOwn(chargePoint, leaf) ?? NotTrusted(leaf, intermediates));

    /// <summary>The common name is its serial number (A00.FR.405), or its identity where it has none.</summary>
    private static string? NotItsOwn(ChargePoint chargePoint, X509Certificate2 leaf)
    {
        var name = leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        string?[] own = [chargePoint.LastBoot?.ChargePointSerialNumber, chargePoint.LastBoot?.ChargeBoxSerialNumber, chargePoint.Id];
        return own.Contains(name, StringComparer.Ordinal) ? null : "the client certificate is another charge point's";
    }

    private string? NotTrusted(X509Certificate2 leaf, IReadOnlyList<X509Certificate2> intermediates)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(Roots());
        policy.ExtraStore.AddRange(intermediates.ToArray());
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        policy.DisableCertificateDownloads = true;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.VerificationTime = clock.GetUtcNow().LocalDateTime;
        return chain.Build(leaf)
            ? null
            : "the client certificate is not good: " + string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());
    }

    private X509Certificate2Collection Roots()
    {
        var roots = new X509Certificate2Collection();
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.crt"))
                roots.ImportFromPemFile(file);
        }

        return roots;
    }
}
