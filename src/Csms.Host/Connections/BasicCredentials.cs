using System.Buffers;
using System.Text;

namespace Csms.Host.Connections;

/// <summary>User name and password of a Basic authorization header, the password as bytes: charge points send random binary (OCPP-J section 6.2.2).</summary>
internal static class BasicCredentials
{
    private const string Scheme = "Basic ";
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>The password if the header's user name is <paramref name="identity"/>, else null. An identity may contain a colon, so the header is cut at its length.</summary>
    public static byte[]? PasswordFor(string identity, string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var encoded = authorization.AsSpan(Scheme.Length).Trim();
        var decoded = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, decoded, out var length))
            return null;
        var user = Encoding.UTF8.GetBytes(identity);
        var credentials = decoded.AsSpan(0, length);
        return credentials.StartsWith(user) && credentials.Length > user.Length && credentials[user.Length] == (byte)':'
            ? credentials[(user.Length + 1)..].ToArray()
            : null;
    }

    /// <summary>The bytes that a password of 32 to 40 hexadecimal digits stands for, as an AuthorizationKey is configured (OCPP-J section 6.2.2), or null.</summary>
    public static byte[]? DecodedHex(ReadOnlySpan<byte> password) =>
        password.Length is >= 32 and <= 40 && password.Length % 2 == 0 && !password.ContainsAnyExcept(HexDigits) ? Convert.FromHexString(password) : null;
}
