using System.Security.Cryptography.X509Certificates;
using Ocpp.Protocol.V16;
using Hashing = System.Security.Cryptography.CryptographicOperations;
using HashName = System.Security.Cryptography.HashAlgorithmName;

namespace Csms.Simulator.Certificates;

/// <summary>Names certificates the way OCSP does (RFC 6960 section 4.1.1; Improved security, CertificateHashDataType).</summary>
internal static class CertificateNames
{
    /// <summary>A root is its own issuer, so its own name and key are what is hashed.</summary>
    public static CertificateHashData NameOfRoot(X509Certificate2 root, HashAlgorithm algorithm)
    {
        var hash = new HashName(algorithm.ToString());
        return new CertificateHashData(
            algorithm,
            Convert.ToHexStringLower(Hashing.HashData(hash, root.IssuerName.RawData)),
            // The bits of the key alone: without tag, length and the count of unused bits.
            Convert.ToHexStringLower(Hashing.HashData(hash, root.PublicKey.EncodedKeyValue.RawData)),
            SerialOf(root));
    }

    public static bool IsNameOf(this CertificateHashData name, X509Certificate2 root)
    {
        var own = NameOfRoot(root, name.HashAlgorithm);
        return Same(own.IssuerNameHash, name.IssuerNameHash) && Same(own.IssuerKeyHash, name.IssuerKeyHash) && Same(own.SerialNumber, name.SerialNumber.TrimStart('0'));
    }

    private static string SerialOf(X509Certificate2 certificate)
    {
        var digits = certificate.SerialNumber.TrimStart('0');
        return digits.Length == 0 ? "0" : digits;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
