using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Csms.Host.Journal;

/// <summary>Passwords in configuration keys (AuthorizationKey and vendors' own), in members named so, and in addresses (<c>ftp://user:password@host</c>).</summary>
internal sealed partial class SecretRedaction : Redaction
{
    private static readonly string[] Words =
        ["authorizationkey", "password", "passwd", "passphrase", "secret", "psk", "privatekey", "private key", "apikey", "api_key"];

    protected override bool IsWithheld(ReadOnlySpan<byte> name)
    {
        // Nearly all names are short words of the specification; only what is as long as a word of ours is decoded.
        Span<char> text = stackalloc char[64];
        if (name.Length is < 3 or > 64 || name.SequenceEqual("value"u8) || !Encoding.UTF8.TryGetChars(name, text, out var length))
            return false;
        return Names(text[..length]);
    }

    protected override bool WithholdsValue(ReadOnlySpan<byte> name, ref Utf8JsonReader value) =>
        name.SequenceEqual("key"u8) && value.TokenType == JsonTokenType.String && Names(value.GetString());

    protected override bool MayNeedRewriting(ReadOnlySpan<byte> escaped) => escaped.Contains((byte)'@') || escaped.IndexOf("\\u0040"u8) >= 0;

    protected override string? Rewritten(string text)
    {
        var withheld = UserInfo().Replace(text, $"://{Mark}@");
        return withheld == text ? null : withheld;
    }

    protected override bool IsWithheldAsAWhole(string text) => Names(text) || UserInfo().IsMatch(text.Replace("\\/", "/", StringComparison.Ordinal));

    private static bool Names(ReadOnlySpan<char> text)
    {
        foreach (var word in Words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"://[^/?#\s]*@")]
    private static partial Regex UserInfo();
}

/// <summary>idTags, vendors' data, and signed meter values, which may hold an idTag.</summary>
internal sealed class PeopleRedaction : Redaction
{
    protected override bool IsWithheld(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("idTag"u8) || name.SequenceEqual("parentIdTag"u8) || name.SequenceEqual("data"u8);

    protected override bool WithholdsValue(ReadOnlySpan<byte> name, ref Utf8JsonReader value) =>
        name.SequenceEqual("format"u8) && value.TokenType == JsonTokenType.String && value.ValueTextEquals("SignedData");

    protected override bool IsWithheldAsAWhole(string text) =>
        text.Contains("idtag", StringComparison.Ordinal) || text.Contains("\"data\"", StringComparison.Ordinal) || text.Contains("signeddata", StringComparison.Ordinal);
}

/// <summary>One idTag, wherever it stands: idTags compare without case (OCPP 1.6 section 7.28). A short one is looked for only where idTags stand.</summary>
internal sealed class HolderRedaction(string idTag) : Redaction
{
    private const int ShortestAnywhere = 4;

    protected override string Mark => "erased";

    protected override bool IsWithheld(ReadOnlySpan<byte> name) => false;

    protected override bool MayNeedRewriting(ReadOnlySpan<byte> escaped) => escaped.Length >= idTag.Length;

    protected override string? Rewritten(string text) =>
        text.Equals(idTag, StringComparison.OrdinalIgnoreCase) || (idTag.Length >= ShortestAnywhere && text.Contains(idTag, StringComparison.OrdinalIgnoreCase))
            ? Mark
            : null;

    protected override bool IsWithheldAsAWhole(string text) => text.Contains(idTag.ToLowerInvariant(), StringComparison.Ordinal);
}
