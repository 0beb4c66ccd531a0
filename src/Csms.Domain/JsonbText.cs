using System.Globalization;

namespace Csms.Domain;

/// <summary>Makes JSON acceptable to PostgreSQL's jsonb, which refuses two things that JSON allows: U+0000 and half a surrogate pair. A charge
/// point that sends one must not thereby make its fact unstorable, so each becomes U+FFFD; the wire journal has the bytes as they came.</summary>
public static class JsonbText
{
    private static ReadOnlySpan<byte> Replacement => "fffd"u8;

    /// <summary>Works in place: all escapes are six bytes long.</summary>
    /// <param name="json">Valid JSON in UTF-8.</param>
    public static void MakeAcceptable(Span<byte> json)
    {
        for (var at = Next(json, 0); at >= 0; at = Next(json, at))
        {
            if (json[at + 1] != 'u')
            {
                at += 2;
                continue;
            }

            var unit = CodeUnit(json[at..]);
            if (char.IsHighSurrogate(unit) && IsLowSurrogate(json[(at + 6)..]))
            {
                at += 12;
                continue;
            }

            if (unit == 0 || char.IsSurrogate(unit)) Replacement.CopyTo(json[(at + 2)..]);
            at += 6;
        }
    }

    private static int Next(ReadOnlySpan<byte> json, int from)
    {
        var offset = json[from..].IndexOf((byte)'\\');
        return offset < 0 ? -1 : from + offset;
    }

    private static bool IsLowSurrogate(ReadOnlySpan<byte> json) => json is [(byte)'\\', (byte)'u', ..] && char.IsLowSurrogate(CodeUnit(json));

    private static char CodeUnit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
