using System.Text;

namespace Csms.Host.Connections;

/// <summary>The charge point identity in the address of a handshake (OCPP-J section 3.1.1): last segment of the path, percent-encoded, decoded exactly once.</summary>
internal static class ChargePointIdentity
{
    private const int Longest = 48;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the identity behind <paramref name="prefix"/> from the request target as it came on the wire: routing would decode it a second time or not at all.</summary>
    /// <returns>The identity; empty when there is none (404); null when the encoding is broken (400).</returns>
    public static string? Read(string rawTarget, string prefix)
    {
        var path = rawTarget.AsSpan();
        if (path.IndexOfAny('?', '#') is var query and >= 0)
            path = path[..query];
        if (!path.StartsWith(prefix, StringComparison.Ordinal))
            return string.Empty;
        path = path[prefix.Length..];
        if (path.EndsWith("/"))
            path = path[..^1];
        if (path.IsEmpty || path.Contains('/'))
            return string.Empty;
        if (Decode(path) is not { } identity)
            return null;
        return IsValid(identity) ? identity : string.Empty;
    }

    public static bool IsValid(string identity) => identity.Length is > 0 and <= Longest && !identity.Any(char.IsControl);

    private static string? Decode(ReadOnlySpan<char> encoded)
    {
        var bytes = new byte[Strict.GetMaxByteCount(encoded.Length)];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] != '%')
            {
                length += Strict.GetBytes(encoded.Slice(i, 1), bytes.AsSpan(length));
                continue;
            }

            if (i + 2 >= encoded.Length || !char.IsAsciiHexDigit(encoded[i + 1]) || !char.IsAsciiHexDigit(encoded[i + 2]))
                return null;
            bytes[length++] = Convert.FromHexString(encoded.Slice(i + 1, 2))[0];
            i += 2;
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
