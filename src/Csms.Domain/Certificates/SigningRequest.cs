using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Domain.Certificates;

/// <summary>A charge point's request for a certificate (PKCS #10), read and found to be its own.</summary>
/// <param name="Name">Subject, to be copied as it is.</param>
/// <param name="Subject">What it says.</param>
/// <param name="PublicKey">To be certified.</param>
/// <param name="Key">What kind of key that is.</param>
public sealed record SigningRequest(X500DistinguishedName Name, CertificateSubject Subject, PublicKey PublicKey, CertificateKey Key)
{
    /// <summary>Reads a request.</summary>
    /// <returns>Null with a stable word for what is wrong: <c>not_a_pem_request</c>, <c>bad_self_signature</c>, <c>unknown_key</c> or <c>weak_key</c>.</returns>
    public static (SigningRequest? Request, string? Objection) Read(string pem)
    {
        pem = Plain(pem);
        if (Load(pem, CertificateRequestLoadOptions.SkipSignatureValidation) is not { } request) return (null, "not_a_pem_request");
        if (CertificateKey.Of(request.PublicKey) is not { } key) return (null, "unknown_key");
        // Before the signature: a library may refuse to look at one that a toy key made.
        if (key.IsWeak) return (null, "weak_key");
        return Load(pem, CertificateRequestLoadOptions.Default) is null
            ? (null, "bad_self_signature")
            : (new(request.SubjectName, CertificateSubject.Of(request.SubjectName), request.PublicKey, key), null);
    }

    /// <summary>PEM as some write it: with line ends percent-encoded, or under the older label (RFC 7468 section 7).</summary>
    private static string Plain(string pem) => pem
        .Replace("%0D", "", StringComparison.OrdinalIgnoreCase)
        .Replace("%0A", "\n", StringComparison.OrdinalIgnoreCase)
        .Replace("NEW CERTIFICATE REQUEST", "CERTIFICATE REQUEST", StringComparison.Ordinal);

    private static CertificateRequest? Load(string pem, CertificateRequestLoadOptions options)
    {
        try
        {
            return CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256, options, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
