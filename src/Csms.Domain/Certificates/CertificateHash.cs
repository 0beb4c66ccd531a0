using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Domain.Certificates;

/// <summary>Names a certificate the way OCSP does (RFC 6960 section 4.1.1; Improved security, CertificateHashDataType). Digits are hexadecimal.</summary>
/// <param name="HashAlgorithm">SHA256, SHA384 or SHA512.</param>
/// <param name="IssuerNameHash">Over the issuer's name in DER.</param>
/// <param name="IssuerKeyHash">Over the bits of the issuer's public key, without tag, length and count of unused bits.</param>
/// <param name="SerialNumber">Without leading zeros.</param>
public sealed record CertificateHash(string HashAlgorithm, string IssuerNameHash, string IssuerKeyHash, string SerialNumber)
{
    /// <summary>The name of a certificate that this issuer signed; a root is its own issuer.</summary>
    public static CertificateHash Of(X509Certificate2 certificate, X509Certificate2 issuer, string hashAlgorithm)
    {
        var algorithm = new HashAlgorithmName(hashAlgorithm);
        return new(
            hashAlgorithm,
            Convert.ToHexStringLower(CryptographicOperations.HashData(algorithm, certificate.IssuerName.RawData)),
            Convert.ToHexStringLower(CryptographicOperations.HashData(algorithm, issuer.PublicKey.EncodedKeyValue.RawData)),
            WithoutZeros(certificate.SerialNumber));
    }

    /// <summary>Whether both name the same certificate by the same algorithm: without case, and with zeros in front of the serial number or without.</summary>
    public bool Names(CertificateHash other) =>
        Same(HashAlgorithm, other.HashAlgorithm) && Same(IssuerNameHash, other.IssuerNameHash) && Same(IssuerKeyHash, other.IssuerKeyHash)
        && Same(WithoutZeros(SerialNumber), WithoutZeros(other.SerialNumber));

    private static string WithoutZeros(string serialNumber) => serialNumber.TrimStart('0') is { Length: > 0 } digits ? digits : "0";

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
