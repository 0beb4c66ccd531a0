using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Domain.Certificates;

/// <summary>The signature of a firmware image (Improved security, use case L01, L01.FR.04; A00.FR.706).</summary>
public static class FirmwareSignature
{
    /// <summary>What speaks against it; null when nothing does.</summary>
    /// <param name="signingCertificate">PEM.</param>
    /// <param name="signature">Base64.</param>
    /// <param name="sha256">Of the image, hexadecimal; null when the image is not at hand, and then the signature is not checked.</param>
    /// <param name="roots">Of the manufacturers; without any, nothing is asked of the path.</param>
    /// <param name="now">By our clock.</param>
    public static Rejection? ObjectionTo(string signingCertificate, string signature, string? sha256, IReadOnlyCollection<X509Certificate2> roots, DateTimeOffset now)
    {
        using var certificate = Read(signingCertificate);
        if (certificate is null) return new("signing_certificate_unreadable", "signingCertificate is not a certificate in PEM.");
        if (CertificatePath.ObjectionToDates(certificate, now) is { } dates) return new("signing_certificate_not_valid_now", $"The signing certificate {dates}.");
        if (roots.Count > 0 && !CertificatePath.Leads(certificate, [], roots, now))
            return new("signing_certificate_not_trusted", "The signing certificate leads to none of the manufacturers' roots that this server was given.");
        if (CertificateKey.Of(certificate.PublicKey) is not { IsWeak: false }) return new("signing_key_weak", "The signing certificate's key is neither RSA of 2048 bits nor a curve of 224.");
        Span<byte> bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length)) return new("signature_unreadable", "signature is not base64.");
        return sha256 is null || Fits(certificate, Convert.FromHexString(sha256), bytes[..length])
            ? null
            : new("signature_wrong", "The signature is not one of this image by this certificate (RSA-PSS or ECDSA, with SHA-256 over the whole file).");
    }

    private static bool Fits(X509Certificate2 certificate, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null) return RsaPss.Verify(rsa, hash, signature);
            using var curve = certificate.GetECDsaPublicKey()!;
            return curve.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence) || curve.VerifyHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static X509Certificate2? Read(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
