using System.Numerics;
using System.Security.Cryptography;

namespace Csms.Domain.Certificates;

/// <summary>RSASSA-PSS with SHA-256 and a salt of any length (RFC 8017 section 9.1.2). .NET knows but a salt as long as the hash, and OpenSSL, unless told
/// otherwise, signs with the longest there is.</summary>
internal static class RsaPss
{
    private const byte Trailer = 0xBC;
    private const int HashLength = SHA256.HashSizeInBytes;

    public static bool Verify(RSA key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        var (bits, encoded) = Opened(key.ExportParameters(includePrivateParameters: false), signature);
        var maskedLength = encoded.Length - HashLength - 1;
        if (maskedLength < 1 || encoded[^1] != Trailer || encoded[0] >> (8 - (-bits & 7)) != 0) return false;

        var masked = encoded.AsSpan(0, maskedLength);
        var seal = encoded.AsSpan(maskedLength, HashLength);
        Unmask(masked, seal);
        masked[0] &= (byte)(0xFF >> (-bits & 7));
        var start = masked.IndexOfAnyExcept((byte)0);
        if (start < 0 || masked[start] != 1) return false;
        return SHA256.HashData([.. new byte[8], .. hash, .. masked[(start + 1)..]]).AsSpan().SequenceEqual(seal);
    }

    /// <summary>What was signed, and how many bits it may have; nothing where the signature cannot be one of this key.</summary>
    private static (int Bits, byte[] Encoded) Opened(RSAParameters key, ReadOnlySpan<byte> signature)
    {
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var sealedNumber = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (signature.Length != key.Modulus!.Length || sealedNumber >= modulus) return (0, []);
        var opened = BigInteger.ModPow(sealedNumber, new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true), modulus);
        var bits = (int)modulus.GetBitLength() - 1;
        var encoded = new byte[(bits + 7) / 8];
        if (opened.GetByteCount(isUnsigned: true) > encoded.Length) return (0, []);
        opened.TryWriteBytes(encoded.AsSpan(encoded.Length - opened.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return (bits, encoded);
    }

    /// <summary>MGF1 (RFC 8017 appendix B.2.1).</summary>
    private static void Unmask(Span<byte> masked, ReadOnlySpan<byte> seed)
    {
        for (var done = 0; done < masked.Length; done += HashLength)
        {
            var counter = done / HashLength;
            var mask = SHA256.HashData([.. seed, (byte)(counter >> 24), (byte)(counter >> 16), (byte)(counter >> 8), (byte)counter]);
            for (var i = 0; i < mask.Length && done + i < masked.Length; i++) masked[done + i] ^= mask[i];
        }
    }
}
