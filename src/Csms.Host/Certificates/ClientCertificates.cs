using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.Host.Commands;
using Csms.Host.Hosting;
using Microsoft.Extensions.Options;

namespace Csms.Host.Certificates;

/// <summary>Whether a client certificate opens the door of this charge point (A00.FR.403 to 407): a valid one of ours that was signed for it and not revoked,
/// one of another authority whose root lies in <c>certificates/charge-points/*.crt</c> of the data folder, or, where that is allowed, its manufacturer's.</summary>
internal sealed class ClientCertificates(
    CommandRunner runner, CertificateAuthority authority, ManufacturerRoots manufacturers, ServeOptions serve, IOptions<CertificateOptions> options, TimeProvider clock)
{
    private readonly string others = Path.Combine(serve.DataFolder, "certificates", "charge-points");
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2", AnyPurpose = "2.5.29.37.0";

    /// <summary>Why it does not, in words for the record; null when it does.</summary>
    public async Task<string?> ObjectionAsync(
        ChargePoint chargePoint, X509Certificate2 leaf, IReadOnlyList<X509Certificate2> intermediates, CancellationToken cancellationToken)
    {
        if (CertificatePath.ObjectionToDates(leaf, clock.GetUtcNow()) is { } dates)
            return $"the client certificate {dates}";
        if (CertificateKey.Of(leaf.PublicKey) is not { } key)
            return "the client certificate's key is of a kind that is not allowed";
        if (key.IsWeak)
            return $"the client certificate's key is too weak ({key})";
        if (leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage
            && !usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value is ClientAuthentication or AnyPurpose))
        {
            return "the client certificate is not for client authentication";
        }

        var issuers = authority.Existing();
        if (Leads([.. intermediates, .. issuers.SelectMany(issuer => issuer.Chain)], issuers.Select(issuer => issuer.Root)))
            return await ObjectionToOursAsync(chargePoint, leaf, cancellationToken) ?? ObjectionToSubject(options.Value.Organization);
        if (Leads(intermediates, Others()))
            return ObjectionToSubject(options.Value.Organization);
        // A factory's certificate does not know who will buy the charge point (A00.FR.406).
        if (options.Value.AcceptManufacturerCertificates && Leads(intermediates, manufacturers.All))
            return ObjectionToSubject(organization: null);
        return leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData)
            ? "the client certificate is self-signed"
            : "the client certificate leads to no authority that is trusted here";

        bool Leads(IReadOnlyList<X509Certificate2> between, IEnumerable<X509Certificate2> roots) => CertificatePath.Leads(leaf, between, roots, clock.GetUtcNow());

        string? ObjectionToSubject(string? organization) =>
            CertificateSubject.Of(leaf.SubjectName).ObjectionTo(options.Value.CheckCommonName ? CertificateNames.Of(chargePoint) : null, organization) switch
            {
                "wrong_common_name" => "the client certificate is another charge point's: its common name is not this one's",
                "wrong_organization" => "the client certificate's organization is not the operator's",
                _ => null,
            };
    }

    private async Task<string?> ObjectionToOursAsync(ChargePoint chargePoint, X509Certificate2 leaf, CancellationToken cancellationToken)
    {
        if (CertificateAuthority.IdentityIn(leaf) is not { } id
            || (await runner.LoadAsync(Streams.Certificates, Certificate.StreamId(id), cancellationToken)).State is not { Record: { } record } certificate
            || record.Thumbprint != Convert.ToHexStringLower(leaf.GetCertHash(HashAlgorithmName.SHA256)))
        {
            return "the client certificate is not on record here, although its authority is trusted";
        }

        if (record.ChargePointId != chargePoint.Id)
            return "the client certificate is another charge point's";
        return certificate.Revocation is { } reason ? $"the client certificate is revoked ({reason})" : null;
    }

    private X509Certificate2Collection Others()
    {
        var roots = new X509Certificate2Collection();
        if (Directory.Exists(others))
        {
            foreach (var file in Directory.EnumerateFiles(others, "*.crt"))
                roots.ImportFromPemFile(file);
        }

        return roots;
    }
}
