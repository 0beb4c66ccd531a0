using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Domain.Certificates;
using Csms.Host.Hosting;
using Microsoft.Extensions.Options;

namespace Csms.Host.Certificates;

/// <summary>The authorities that sign charge points' certificates, one for RSA keys and one for elliptic curves: given, or made in the data folder on
/// first need. Nodes of one database must be given the same ones.</summary>
internal sealed class CertificateAuthority(ServeOptions serve, IOptions<CertificateOptions> options, TimeProvider clock) : IDisposable
{
    public const string Rsa = "rsa", Ecdsa = "ecdsa";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan ClocksApart = TimeSpan.FromHours(1);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Issuer> issuers = [];

    /// <summary>The authority of this name, made if there is none.</summary>
    /// <exception cref="CryptographicException">Its files cannot be used.</exception>
    /// <exception cref="IOException">Its files cannot be read or written.</exception>
    public Issuer Of(string name)
    {
        lock (gate)
        {
            if (!issuers.TryGetValue(name, out var issuer))
                issuers[name] = issuer = GivenOf(name) ?? FilesOf(name).LoadOrMake(clock.GetUtcNow());
            return issuer;
        }
    }

    /// <summary>Those that there are; none is made.</summary>
    public IReadOnlyList<Issuer> Existing() =>
        [.. new[] { Rsa, Ecdsa }.Where(name => GivenFiles(name).Certificate is not null || FilesOf(name).Exist).Select(Of)];

    /// <summary>Signs a certificate whose serial number is its identity: subject as requested, for signing and for showing oneself as a client.</summary>
    public CertificateEvent.Issued Issue(Guid certificateId, string chargePointId, Guid contentId, SigningRequest request)
    {
        var issuer = Of(request.Key.Kind == "RSA" ? Rsa : Ecdsa);
        var now = clock.GetUtcNow();
        var from = Later(now - ClocksApart, issuer.Certificate.NotBefore);
        var until = Earlier(now + options.Value.Lifetime, issuer.Certificate.NotAfter);
        var made = new CertificateRequest(request.Name, request.PublicKey, HashAlgorithmName.SHA256);
        var usage = request.Key.Kind == "RSA" ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.DigitalSignature;
        made.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        made.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        made.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ClientAuthentication)], critical: false));
        made.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        made.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer.Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (options.Value.PublicUrl is { } address)
            made.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([new Uri(address, $"/pki/{issuer.Name}.crl").AbsoluteUri]));

        using var leaf = made.Create(
            issuer.Certificate.SubjectName, issuer.Signing(options.Value.RsaSignature), from, until, certificateId.ToByteArray(bigEndian: true));
        return new(
            certificateId,
            chargePointId,
            contentId,
            leaf.Subject,
            leaf.SerialNumber,
            Convert.ToHexStringLower(leaf.GetCertHash(HashAlgorithmName.SHA256)),
            request.Key.Hash,
            request.Key.ToString(),
            leaf.Issuer,
            leaf.NotBefore.ToUniversalTime(),
            leaf.NotAfter.ToUniversalTime(),
            string.Join('\n', issuer.Chain.Prepend(leaf).Select(link => link.ExportCertificatePem())) + "\n");
    }

    /// <summary>The certificate's identity in its serial number; null when it cannot be one of ours.</summary>
    public static Guid? IdentityIn(X509Certificate2 leaf) =>
        leaf.SerialNumberBytes is { Length: 16 } serial ? new Guid(serial.Span, bigEndian: true) : null;

    public void Dispose()
    {
        foreach (var issuer in issuers.Values)
        {
            foreach (var certificate in issuer.Above.Append(issuer.Certificate).Append(issuer.Root))
                certificate.Dispose();
        }
    }

    private Issuer? GivenOf(string name)
    {
        var (certificateFile, keyFile) = GivenFiles(name);
        if (certificateFile is null)
            return null;
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificateFile);
        var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        var root = chain[^1];
        if (!root.SubjectName.RawData.AsSpan().SequenceEqual(root.IssuerName.RawData))
            throw new CryptographicException($"{certificateFile} must hold the authority and all those above it; the last one in it is no root.");
        return new(name, certificate, [.. chain.Skip(1).SkipLast(1)], root);
    }

    private (string? Certificate, string? Key) GivenFiles(string name) =>
        name == Rsa ? (options.Value.RsaIssuer, options.Value.RsaIssuerKey) : (options.Value.EcdsaIssuer, options.Value.EcdsaIssuerKey);

    private AuthorityFiles FilesOf(string name) => new(serve.DataFolder, name, options.Value.CpoName ?? "csms");

    private static DateTimeOffset Later(DateTimeOffset moment, DateTime other) => other.ToUniversalTime() > moment ? other.ToUniversalTime() : moment;

    private static DateTimeOffset Earlier(DateTimeOffset moment, DateTime other) => other.ToUniversalTime() < moment ? other.ToUniversalTime() : moment;
}
