using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Csms.Domain.Certificates;
using Csms.ReadModels.Certificates;
using Microsoft.Extensions.Options;

namespace Csms.Host.Certificates;

/// <summary>What everybody may fetch of the authorities: <c>/pki/{rsa|ecdsa}.crl</c> (DER) and <c>….crl.pem</c>, the signed list of what was revoked
/// (RFC 5280 section 5), and <c>/pki/{rsa|ecdsa}.pem</c>, the authority up to its root.</summary>
internal sealed class RevocationLists(CertificateAuthority authority, CertificateQueries certificates, IOptions<CertificateOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<string, (DateTimeOffset MadeAt, byte[] List)> made = new();

    public static void Map(WebApplication app) =>
        app.MapGet("/pki/{file}", (string file, RevocationLists lists, CancellationToken cancellationToken) => lists.ReadAsync(file, cancellationToken)).AllowAnonymous().ExcludeFromDescription();

    private async Task<IResult> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var end = file.IndexOf('.', StringComparison.Ordinal);
        if (end < 0 || Find(file[..end]) is not { } issuer)
            return TypedResults.NotFound();
        return file[end..] switch
        {
            ".crl" => TypedResults.Bytes(await ListAsync(issuer, cancellationToken), "application/pkix-crl"),
            ".crl.pem" => TypedResults.Text(InPem(await ListAsync(issuer, cancellationToken)), "application/x-pem-file"),
            ".pem" => TypedResults.Text(string.Join('\n', issuer.Chain.Append(issuer.Root).Select(link => link.ExportCertificatePem())) + "\n", "application/x-pem-file"),
            _ => TypedResults.NotFound(),
        };
    }

    private static string InPem(byte[] list) => PemEncoding.WriteString("X509 CRL", list) + "\n";

    private Issuer? Find(string name) => authority.Existing().FirstOrDefault(issuer => issuer.Name == name);

    private async Task<byte[]> ListAsync(Issuer issuer, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (made.TryGetValue(issuer.Name, out var last) && now - last.MadeAt < Remembered)
            return last.List;
        var builder = new CertificateRevocationListBuilder();
        foreach (var row in await certificates.ListRevokedAsync(now, cancellationToken))
        {
            if (row.Issuer == issuer.Certificate.Subject)
                builder.AddEntry(Convert.FromHexString(row.SerialNumber!), row.RevokedAt, ReasonOf(row.RevocationReason));
        }

        // The number only ever grows (RFC 5280 section 5.2.3), on whichever node.
        var list = builder.Build(
            issuer.Certificate, now.ToUnixTimeMilliseconds(), now + Lifetime, HashAlgorithmName.SHA256, Issuer.Padding(options.Value.RsaSignature), now);
        made[issuer.Name] = (now, list);
        return list;
    }

    private static X509RevocationReason ReasonOf(string? word) =>
        Enum.GetValues<RevocationReason>().FirstOrDefault(reason => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()) == word) switch
        {
            RevocationReason.KeyCompromise => X509RevocationReason.KeyCompromise,
            RevocationReason.AffiliationChanged => X509RevocationReason.AffiliationChanged,
            RevocationReason.Superseded => X509RevocationReason.Superseded,
            RevocationReason.CessationOfOperation => X509RevocationReason.CessationOfOperation,
            RevocationReason.PrivilegeWithdrawn => X509RevocationReason.PrivilegeWithdrawn,
            _ => X509RevocationReason.Unspecified,
        };
}
