using System.Buffers;
using System.Text;
using System.Text.Unicode;
using static Csms.Domain.SignedReadings.SignedFormat;
using static Csms.Domain.SignedReadings.SignedWrapping;

namespace Csms.Domain.SignedReadings;

/// <summary>Recognises what was packed how. The order matters: text that is plain is never taken for an encoding of something else.</summary>
internal static class Unpacking
{
    // base64 of JSON with base64 of XML is the worst that makes any sense.
    private const int Deepest = 4;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static IReadOnlyList<SignedValue> Of(string value, int depth = 0)
    {
        var text = value.AsSpan().Trim().Trim("\uFEFF\0").Trim();
        if (depth <= Deepest && Recognised(text, depth) is { } found) return found;
        return [new(Unknown, Plain, Bytes(text))];
    }

    /// <summary>Hex digits, possibly in upper case, possibly in groups as displays show them.</summary>
    public static byte[]? Hex(ReadOnlySpan<char> text)
    {
        var digits = Without(text, " :\t\r\n");
        if (digits.Length < 2 || digits.Length % 2 != 0 || digits.AsSpan().ContainsAnyExcept(HexDigits)) return null;
        return Convert.FromHexString(digits);
    }

    /// <summary>Base64, with or without padding, in the alphabet for files or that for URLs.</summary>
    public static byte[]? Base64(ReadOnlySpan<char> text)
    {
        var digits = Without(text, " \t\r\n").TrimEnd('=').Replace('-', '+').Replace('_', '/');
        if (digits.Length < 2 || digits.Length % 4 == 1) return null;
        var padded = digits.PadRight((digits.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var written) ? bytes[..written] : null;
    }

    private static IReadOnlyList<SignedValue>? Recognised(ReadOnlySpan<char> text, int depth)
    {
        if (text.StartsWith("OCMF|")) return [new(Ocmf, Plain, Bytes(text))];
        if (text.StartsWith("AP;")) return [new(Alfen, Plain, Bytes(text))];
        if (text.StartsWith('{')) return PackedInJson.Read(text.ToString(), depth);
        if (text.StartsWith('<')) return PackedInXml.Read(text.ToString(), depth);
        return Decoded(Hex(text), SignedWrapping.Hex, depth) ?? Decoded(Base64(text), SignedWrapping.Base64, depth);
    }

    private static IReadOnlyList<SignedValue>? Decoded(byte[]? bytes, SignedWrapping wrapping, int depth)
    {
        if (bytes is null) return null;
        if (IsSml(bytes)) return [new(Edl, wrapping, bytes)];
        var content = bytes.AsMemory().Trim(" \t\r\n\0"u8);

        // Bytes that are no UTF-8 would not come back from text as they were.
        if (content.Span.StartsWith("OCMF|"u8)) return [new(Ocmf, wrapping, content)];
        if (!Utf8.IsValid(content.Span)) return null;
        var inner = Of(Encoding.UTF8.GetString(content.Span), depth + 1);
        return inner is [{ Format: Unknown }] ? null : [.. inner.Select(value => value with { Wrapping = wrapping })];
    }

    // Escape sequence and begin of an SML transport file, version 1.
    private static bool IsSml(ReadOnlySpan<byte> bytes) => bytes is [0x1B, 0x1B, 0x1B, 0x1B, 1, 1, 1, 1, ..];

    private static byte[] Bytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    private static string Without(ReadOnlySpan<char> text, ReadOnlySpan<char> fillers)
    {
        if (!text.ContainsAny(fillers)) return text.ToString();
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!fillers.Contains(c)) kept.Append(c);
        return kept.ToString();
    }
}
