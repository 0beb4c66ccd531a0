using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Csms.Host.Journal;

/// <summary>Passwords in configuration keys (AuthorizationKey and vendors' own), in members named so, and in addresses (<c>ftp://user:password@host</c>).</summary>
internal sealed partial class SecretRedaction : Redaction
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["authorizationkey", "password", "passwd", "passphrase", "secret", "psk", "privatekey", "private key", "apikey", "api_key"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<byte> Hiding = SearchValues.Create("\\@\0"u8);

    /// <summary>Every frame is looked at, and nearly none has a secret: without an escape, an address and one of the words there can be none.</summary>
    protected override bool MayApply(ReadOnlySpan<byte> frame)
    {
        if (frame.ContainsAny(Hiding))
            return true;
        var text = ArrayPool<char>.Shared.Rent(frame.Length);
        try
        {
            return Names(text.AsSpan(0, Encoding.Latin1.GetChars(frame, text)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    protected override bool IsWithheld(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[64];
        return Encoding.UTF8.TryGetChars(name, text, out var length) ? Names(text[..length]) : Names(Encoding.UTF8.GetString(name));
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

    private static bool Names(ReadOnlySpan<char> text) => text.ContainsAny(Words);

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

/// <summary>One idTag, wherever it stands: idTags compare without case (OCPP 1.6 section 7.28). A short one is looked for only as a whole text. And texts
/// that are known to be of its holder.</summary>
internal sealed class HolderRedaction(string? idTag, IReadOnlySet<string> texts, bool isExact = false) : Redaction
{
    private const int ShortestAnywhere = 4;

    private readonly int shortest = texts.Select(text => text.Length).Append(idTag?.Length ?? int.MaxValue).Min();

    private bool IsLookedForInside => !isExact && idTag is { Length: >= ShortestAnywhere };

    protected override string Mark => "erased";

    protected override bool IsWithheld(ReadOnlySpan<byte> name) => false;

    protected override bool MayNeedRewriting(ReadOnlySpan<byte> escaped) => escaped.Length >= shortest;

    protected override bool IsWithheldNumber(ReadOnlySpan<byte> name, ReadOnlySpan<byte> number) =>
        (name.SequenceEqual("idTag"u8) || name.SequenceEqual("parentIdTag"u8)) && Encoding.UTF8.GetString(number) == idTag;

    protected override string? Rewritten(string text) =>
        texts.Contains(text)
        || text.Equals(idTag, StringComparison.OrdinalIgnoreCase)
        || (IsLookedForInside && text.Contains(idTag!, StringComparison.OrdinalIgnoreCase))
            ? Mark
            : null;

    protected override bool IsWithheldAsAWhole(string text)
    {
        if (idTag?.ToLowerInvariant() is not { } name)
            return false;
        return IsLookedForInside ? text.Contains(name, StringComparison.Ordinal) : text == name || text.Contains($"\"{name}\"", StringComparison.Ordinal);
    }
}
