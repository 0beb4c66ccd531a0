using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Domain.Certificates;

/// <summary>A public key as certificates and requests hold it.</summary>
/// <param name="Kind">RSA or EC.</param>
/// <param name="Bits">Of the modulus or the curve.</param>
/// <param name="Hash">SHA-256 of the SubjectPublicKeyInfo, 64 hexadecimal digits in lower case.</param>
public sealed record CertificateKey(string Kind, int Bits, string Hash)
{
    private const int LeastOfRsa = 2048, LeastOfCurve = 224;

    /// <summary>Too small (A00.FR.502 and 503).</summary>
    public bool IsWeak => Bits < (Kind == "RSA" ? LeastOfRsa : LeastOfCurve);

    /// <summary>Null for a kind of key that no charge point may have.</summary>
    public static CertificateKey? Of(PublicKey key)
    {
        try
        {
            using var rsa = key.GetRSAPublicKey();
            using var curve = rsa is null ? key.GetECDsaPublicKey() : null;
            return (rsa, curve) switch
            {
                ({ } r, _) => new("RSA", r.KeySize, HashOf(key)),
                (_, { } c) => new("EC", c.KeySize, HashOf(key)),
                _ => null,
            };
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Bits}";

    private static string HashOf(PublicKey key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
}
