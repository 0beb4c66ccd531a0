using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Host.Hosting;

/// <summary>A certificate authority and a server certificate of one's own, for trying things out: TLS that works from the first start.</summary>
internal sealed partial class DevelopmentCertificates(string dataFolder, TimeProvider time, ILogger<DevelopmentCertificates> logger) : IDisposable
{
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);
    private readonly string folder = Path.Combine(dataFolder, "certificates");
    private readonly Lock gate = new();
    private X509Certificate2[] servers = [];
    private DateTimeOffset lookAgain;

    public string AuthorityFile => Path.Combine(folder, "ca.crt");

    /// <summary>The server certificates as they are now, ECDSA and RSA; made, reused or renewed, also while the host runs for months.</summary>
    /// <returns>The same list until one of them is renewed.</returns>
    public IReadOnlyList<X509Certificate2> Current()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (servers.Length > 0 && now < lookAgain)
                return servers;
            lookAgain = now + BetweenLooks;
            // Those that are replaced are not disposed of: handshakes may still be using them.
            return servers.Length > 0 && Array.TrueForAll(servers, server => IsFresh(server, now)) ? servers : servers = LoadOrIssue(now);
        }
    }

    public void Dispose()
    {
        foreach (var server in servers)
            server.Dispose();
    }

    private X509Certificate2[] LoadOrIssue(DateTimeOffset now)
    {
        DataFolder.CreatePrivate(folder);
        using var authority = Authority(now);
        return [LoadOrIssue("server", authority, now, IssueEcdsa), LoadOrIssue("server-rsa", authority, now, IssueRsa)];
    }

    private X509Certificate2 LoadOrIssue(string name, X509Certificate2 authority, DateTimeOffset now, Func<X509Certificate2, DateTimeOffset, X509Certificate2> issue)
    {
        if (Load(name) is { } stored)
        {
            if (IsFresh(stored, now) && stored.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData) && stored.MatchesHostname(MachineName()))
            {
                LogReused(name, folder, stored.NotAfter);
                return stored;
            }

            stored.Dispose();
        }

        using var issued = issue(authority, now);
        Save(name, issued);
        LogIssued(name, folder, issued.NotAfter);
        return Load(name)!;
    }

    private X509Certificate2 Authority(DateTimeOffset now)
    {
        if (Load("ca") is { } stored)
        {
            // From the future, when the clock was wrong then or is wrong now: it could not sign anything that is valid today.
            if (stored.NotBefore.ToUniversalTime() <= now.UtcDateTime && stored.NotAfter.ToUniversalTime() > now.UtcDateTime.AddYears(1) + RenewedBefore)
                return stored;
            stored.Dispose();
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // The random part of the name keeps two installations' authorities apart in one trust store.
        var name = $"CN=csms development CA {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}, O=csms development";
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var made = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(10));
        Save("ca", made);
        return made;
    }

    private static X509Certificate2 IssueEcdsa(X509Certificate2 authority, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Issue(new CertificateRequest(ServerName, key, HashAlgorithmName.SHA256), X509KeyUsageFlags.DigitalSignature, authority, now);
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>The suites without ECDHE encrypt to the key, which its usage must allow.</summary>
    private static X509Certificate2 IssueRsa(X509Certificate2 authority, DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(ServerName, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var issued = Issue(request, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, authority, now);
        return issued.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Issue(CertificateRequest request, X509KeyUsageFlags usage, X509Certificate2 authority, DateTimeOffset now)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in new[] { "localhost", MachineName(), FullMachineName() }.Distinct(StringComparer.OrdinalIgnoreCase))
            names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var authorityKey = authority.GetECDsaPrivateKey()!;
        return request.Create(
            authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), authority.NotBefore, now.AddYears(1), RandomNumberGenerator.GetBytes(16));
    }

    private static bool IsFresh(X509Certificate2? certificate, DateTimeOffset now) =>
        certificate is not null && certificate.NotAfter.ToUniversalTime() > now.UtcDateTime + RenewedBefore && certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime;

    // The key first: a certificate without its key cannot be loaded and is made again.
    private void Save(string name, X509Certificate2 certificate)
    {
        using var key = (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey()!;
        DataFolder.WritePrivately(Path.Combine(folder, name + ".key"), key.ExportPkcs8PrivateKeyPem() + "\n");
        DataFolder.WritePrivately(Path.Combine(folder, name + ".crt"), certificate.ExportCertificatePem() + "\n");
    }

    private X509Certificate2? Load(string name)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(Path.Combine(folder, name + ".crt"), Path.Combine(folder, name + ".key"));
        }
        catch (Exception e) when (e is CryptographicException or FileNotFoundException)
        {
            return null;
        }
    }

    private static string ServerName => $"CN={MachineName()}, O=csms development";

    private static string MachineName() => Dns.GetHostName();

    private static string FullMachineName() =>
        IPGlobalProperties.GetIPGlobalProperties().DomainName is { Length: > 0 } domain && domain != "(none)" ? $"{MachineName()}.{domain}" : MachineName();

    [LoggerMessage(1, LogLevel.Information, "Development certificate {Name}.crt made in {Folder} by a development CA, valid until {NotAfter:yyyy-MM-dd}; it is for trying things out, not for the field")]
    private partial void LogIssued(string name, string folder, DateTime notAfter);

    [LoggerMessage(2, LogLevel.Information, "Using the development certificate {Name}.crt in {Folder}, made by a development CA, valid until {NotAfter:yyyy-MM-dd}; it is for trying things out, not for the field")]
    private partial void LogReused(string name, string folder, DateTime notAfter);
}
