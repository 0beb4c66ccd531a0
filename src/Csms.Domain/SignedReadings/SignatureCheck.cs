using System.Security.Cryptography;
using static Csms.Domain.SignedReadings.SignedReason;
using static Csms.Domain.SignedReadings.SignedState;

namespace Csms.Domain.SignedReadings;

/// <summary>ECDSA with SHA-256. .NET takes the curve from the key and would never look at SA: whoever calls compares the two.</summary>
internal static class SignatureCheck
{
    public static (SignedState State, SignedReason? Reason) Of(
        MeterCurve curve, ReadOnlySpan<byte> point, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (point.Length != 2 * curve.Bytes) return (Invalid, KeyCurveDiffers);
        try
        {
            using var ecdsa = ECDsa.Create(new ECParameters
            {
                Curve = curve.ToCurve(),
                Q = new ECPoint { X = point[..curve.Bytes].ToArray(), Y = point[curve.Bytes..].ToArray() },
            });
            return Holds(ecdsa, signed, signature, 2 * curve.Bytes) ? (Valid, null) : (Invalid, SignatureWrong);
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            return IsSupported(curve) ? (Invalid, KeyNotOnCurve) : (Unsupported, CurveUnsupported);
        }
    }

    // OCMF says DER. Isabellenhütte's meters give the two numbers side by side, whatever SM says.
    private static bool Holds(ECDsa ecdsa, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, int bothNumbers) =>
        ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
        || (signature.Length == bothNumbers
            && ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    // macOS and some hardened builds of OpenSSL lack secp256k1, the brainpool curves or those of 192 bits. A machine that cannot make a key of the
    // curve could not have read one either.
    private static bool IsSupported(MeterCurve curve)
    {
        try
        {
            using var any = ECDsa.Create(curve.ToCurve());
            return true;
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
