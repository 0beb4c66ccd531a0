namespace Ocpp.Protocol;

/// <summary>Escaped halves of surrogate pairs in JSON, which are no text: each becomes U+FFFD.</summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>A copy of the JSON without them, or null when it has none.</summary>
    public static byte[]? Replaced(ReadOnlySpan<byte> json)
    {
        byte[]? replaced = null;
        for (var i = 0; i < json.Length - 1; i++)
        {
            if (json[i] != '\\')
                continue;
            var unit = Unit(json[i..]);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(Unit(json[(i + EscapeLength)..])))
            {
                i += (2 * EscapeLength) - 1;
            }
            else if (char.IsSurrogate(unit))
            {
                replaced ??= json.ToArray();
                "FFFD"u8.CopyTo(replaced.AsSpan(i + 2));
                i += EscapeLength - 1;
            }
            else
            {
                i++;
            }
        }

        return replaced;
    }

    /// <summary>The code unit that an escape at the beginning stands for; a blank when there is none.</summary>
    private static char Unit(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength && json[0] == '\\' && json[1] == 'u' && ushort.TryParse(json[2..EscapeLength], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var unit)
            ? (char)unit
            : ' ';
}
