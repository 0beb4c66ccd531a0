using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Csms.Domain.SignedReadings;

/// <summary>
/// The public key of a meter, in whatever form it was printed on a sticker, entered in a form, or sent: SubjectPublicKeyInfo (RFC 5480) in DER, hex,
/// base64 or PEM, or the bare coordinates X and Y.
/// </summary>
public sealed record MeterKey
{
    private const string EllipticCurveKey = "1.2.840.10045.2.1";
    private const int Deepest = 3;

    private MeterKey(ReadOnlyMemory<byte> point) => Point = point;

    /// <summary>The curve that the key names; null when it is bare: then it is that of the signature.</summary>
    public string? CurveOid { get; private init; }

    /// <summary>X and Y, one after the other.</summary>
    public ReadOnlyMemory<byte> Point { get; }

    /// <summary>Reads a key from text; null when it is none that OCMF could use. Never throws.</summary>
    public static MeterKey? Read(string? text) => Read(text, 0);

    /// <summary>Reads a key from DER, from its coordinates, or from the bytes of a text.</summary>
    public static MeterKey? Read(ReadOnlySpan<byte> bytes) => Read(bytes, 0);

    /// <summary>SubjectPublicKeyInfo in DER, with the curve given for a key that is bare.</summary>
    public byte[] ToSubjectPublicKeyInfo(MeterCurve curve)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(EllipticCurveKey);
                writer.WriteObjectIdentifier(CurveOid ?? curve.Oid);
            }

            writer.WriteBitString([4, .. Point.Span]);
        }

        return writer.Encode();
    }

    /// <summary>SHA-256 of <see cref="ToSubjectPublicKeyInfo"/> in hex: the same however the key was written.</summary>
    public string Fingerprint(MeterCurve curve) => Convert.ToHexStringLower(SHA256.HashData(ToSubjectPublicKeyInfo(curve)));

    /// <summary>The same curve and the same point.</summary>
    public bool Equals(MeterKey? other) => other is not null && CurveOid == other.CurveOid && Point.Span.SequenceEqual(other.Point.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Point.Length < 4 ? 0 : BitConverter.ToInt32(Point.Span);

    private static MeterKey? Read(string? text, int depth)
    {
        if (string.IsNullOrWhiteSpace(text) || depth > Deepest) return null;
        text = text.Trim();
        if (PemEncoding.TryFind(text, out var pem)) return Read(Unpacking.Base64(text.AsSpan()[pem.Base64Data]), depth + 1);

        // oca:base16:asn1:3059… is how the application note of the Open Charge Alliance says what follows.
        if (text.StartsWith("oca:", StringComparison.OrdinalIgnoreCase)) text = text[(text.LastIndexOf(':') + 1)..];
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) text = text[2..];
        return Read(Unpacking.Hex(text), depth + 1) ?? Read(Unpacking.Base64(text), depth + 1);
    }

    private static MeterKey? Read(ReadOnlySpan<byte> bytes, int depth) =>
        Der(bytes) ?? Bare(bytes) ?? (bytes.Length > 0 && Utf8.IsValid(bytes) ? Read(Encoding.UTF8.GetString(bytes), depth + 1) : null);

    // A point is 04 and its coordinates (SEC 1 section 2.3.3); the 04 is often left out. Nobody is known to give it compressed.
    private static MeterKey? Bare(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 49 or 65 or 97 && bytes[0] == 4) bytes = bytes[1..];
        return bytes.Length is 48 or 64 or 96 && !IsText(bytes) ? new(bytes.ToArray()) : null;
    }

    // 64 or 96 bytes may as well be the digits of a key.
    private static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    private static MeterKey? Der(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [0x30, ..]) return null;
        try
        {
            var info = new AsnReader(bytes.ToArray(), AsnEncodingRules.BER).ReadSequence();
            var algorithm = info.ReadSequence();
            if (algorithm.ReadObjectIdentifier() != EllipticCurveKey) return null;
            var curve = algorithm.ReadObjectIdentifier();
            return Bare(info.ReadBitString(out var unused)) is { } key && unused == 0 ? key with { CurveOid = curve } : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
