using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.Host.Commands;
using Microsoft.Extensions.Options;

namespace Csms.Host.Certificates;

/// <summary>Whether a client certificate opens the door of this charge point (A00.FR.403 to 407): a valid one of ours that was signed for it and not revoked
/// or, where that is allowed, its manufacturer's.</summary>
internal sealed class ClientCertificates(
    CommandRunner runner, CertificateAuthority authority, ManufacturerRoots manufacturers, IOptions<CertificateOptions> options, TimeProvider clock)
{
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
        var isOurs = CertificatePath.Leads(
            leaf, [.. intermediates, .. issuers.SelectMany(issuer => issuer.Chain)], issuers.Select(issuer => issuer.Root), clock.GetUtcNow());
        return (isOurs ? await ObjectionToOursAsync(chargePoint, leaf, cancellationToken) : ObjectionToForeign(leaf, intermediates))
            ?? CertificateSubject.Of(leaf.SubjectName)
                .ObjectionTo(options.Value.CheckCommonName ? CertificateNames.Of(chargePoint) : null, isOurs ? options.Value.Organization : null) switch
                {
                    "wrong_common_name" => "the client certificate's common name is not this charge point's",
                    "wrong_organization" => "the client certificate's organization is not the operator's",
                    _ => null,
                };
    }

    private string? ObjectionToForeign(X509Certificate2 leaf, IReadOnlyList<X509Certificate2> intermediates)
    {
        if (options.Value.AcceptManufacturerCertificates && CertificatePath.Leads(leaf, intermediates, manufacturers.All, clock.GetUtcNow()))
            return null;
        return leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData)
            ? "the client certificate is self-signed"
            : "the client certificate leads to no authority that is trusted here";
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
}
