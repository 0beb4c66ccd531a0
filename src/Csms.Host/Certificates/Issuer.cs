using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Host.Certificates;

/// <summary>An authority that signs charge points' certificates.</summary>
/// <param name="Name">rsa or ecdsa: the kind of its key, and of the keys it certifies.</param>
/// <param name="Certificate">With its private key.</param>
/// <param name="Above">What lies between it and the root.</param>
internal sealed record Issuer(string Name, X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Above, X509Certificate2 Root)
{
    /// <summary>What comes after a leaf in the chain: everything but the root.</summary>
    public IEnumerable<X509Certificate2> Chain => Certificate.RawDataMemory.Span.SequenceEqual(Root.RawDataMemory.Span) ? [] : [Certificate, .. Above];

    public X509SignatureGenerator Signing(RsaSignature signature) => Certificate.GetRSAPrivateKey() is { } rsa
        ? X509SignatureGenerator.CreateForRSA(rsa, Padding(signature))
        : X509SignatureGenerator.CreateForECDsa(Certificate.GetECDsaPrivateKey()!);

    public static RSASignaturePadding Padding(RsaSignature signature) => signature == RsaSignature.Pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
}
