using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Csms.Host.Journal;

/// <summary>Replaces what a frame must not show and leaves every other byte as it is. Reads JSON as leniently as frames are read; what is no JSON is shown
/// as a whole or not at all.</summary>
internal abstract partial class Redaction
{
    // A vendor may pack JSON into a string, and again.
    private const int MostNested = 3;

    // Beyond it the reader gives up by itself.
    private const int DeepestJson = 64;

    /// <summary>Keys and passwords: withheld before a frame is stored.</summary>
    public static Redaction Secrets { get; } = new SecretRedaction();

    /// <summary>What names a person: withheld when a frame is read without need.</summary>
    public static Redaction People { get; } = new PeopleRedaction();

    /// <summary>Everything that holds this idTag: for erasure.</summary>
    public static Redaction Of(string idTag) => new HolderRedaction(idTag, new HashSet<string>());

    /// <summary>Everything that holds this idTag, or is one of these texts: signed records name a person in encodings that show no idTag.</summary>
    public static Redaction Of(string? idTag, IReadOnlySet<string> texts) => new HolderRedaction(idTag, texts);

    /// <summary>Only what is this idTag, not what contains it.</summary>
    public static Redaction Exactly(string idTag) => new HolderRedaction(idTag, new HashSet<string>(), isExact: true);

    /// <summary>What stands in place of a value.</summary>
    protected virtual string Mark => "withheld";

    /// <summary>The frame without what it must not show; null when it shows nothing of the kind.</summary>
    public byte[]? Apply(ReadOnlySpan<byte> frame) => MayApply(frame) ? Apply(frame, MostNested) : null;

    /// <summary>Whether a text, which need not be JSON, shows what it must not.</summary>
    public bool Finds(string text) => Rewritten(text) is not null || Apply(Encoding.UTF8.GetBytes(text)) is not null;

    /// <summary>Whether a closer look is worth its cost.</summary>
    protected virtual bool MayApply(ReadOnlySpan<byte> frame) => true;

    /// <summary>Whether the value of a member of this name is replaced.</summary>
    protected abstract bool IsWithheld(ReadOnlySpan<byte> name);

    /// <summary>Whether this member makes the object's <c>value</c> one that is replaced: a configuration key's name, a sample's format.</summary>
    protected virtual bool WithholdsValue(ReadOnlySpan<byte> name, ref Utf8JsonReader value) => false;

    /// <summary>A text without what it must not show, or null.</summary>
    protected virtual string? Rewritten(string text) => null;

    /// <summary>Whether a number is what must not be shown: there are charge points that send an idTag so.</summary>
    protected virtual bool IsWithheldNumber(ReadOnlySpan<byte> name, ReadOnlySpan<byte> number) => false;

    /// <summary>Whether a text could need to be rewritten at all: spares the decoding.</summary>
    protected virtual bool MayNeedRewriting(ReadOnlySpan<byte> escaped) => false;

    /// <summary>Whether what is no JSON must not be shown; lower case, escapes resolved.</summary>
    protected abstract bool IsWithheldAsAWhole(string text);

    private byte[]? Apply(ReadOnlySpan<byte> frame, int nested)
    {
        var stray = frame.StartsWith("\uFEFF"u8) ? 3 : 0;
        var json = frame[stray..].TrimEnd((byte)0);
        var found = new List<Replacement>();
        try
        {
            Walk(json, found, nested);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What was found until it broke is not enough to go by.
            return IsWithheldAsAWhole(Plain(frame)) ? Encoding.UTF8.GetBytes($"{Mark}: {frame.Length} bytes that are no JSON") : null;
        }

        return found.Count == 0 ? null : Spliced(frame, stray, found);
    }

    private void Walk(ReadOnlySpan<byte> utf8, List<Replacement> found, int nested)
    {
        var json = new Utf8JsonReader(utf8);
        var values = new List<(int Depth, Replacement Value)>();
        Span<bool> withheldValues = stackalloc bool[DeepestJson + 1];
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.StartObject:
                    withheldValues[json.CurrentDepth] = false;
                    break;
                case JsonTokenType.EndObject:
                    var depth = json.CurrentDepth;
                    if (withheldValues[depth])
                        found.AddRange(values.Where(v => v.Depth == depth).Select(v => v.Value));
                    values.RemoveAll(v => v.Depth == depth);
                    break;
                case JsonTokenType.PropertyName:
                    Member(ref json, found, values, withheldValues);
                    break;
                case JsonTokenType.String:
                    Text(ref json, found, nested);
                    break;
            }
        }
    }

    /// <summary>Looks at a member's name and ahead at its value; the value is walked afterwards like all others.</summary>
    private void Member(ref Utf8JsonReader json, List<Replacement> found, List<(int Depth, Replacement Value)> values, scoped Span<bool> withheldValues)
    {
        var name = json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
        var depth = json.CurrentDepth - 1;
        var ahead = json;
        ahead.Read();
        withheldValues[depth] |= WithholdsValue(name, ref ahead);
        var isValue = name.SequenceEqual("value"u8);
        var isNumber = ahead.TokenType == JsonTokenType.Number && IsWithheldNumber(name, ahead.ValueSpan);
        if (!isValue && !isNumber && !IsWithheld(name))
            return;
        var start = (int)ahead.TokenStartIndex;
        ahead.Skip();
        var value = new Replacement(start, (int)ahead.BytesConsumed, Mark);
        if (isValue)
            values.Add((depth, value));
        else
            found.Add(value);
    }

    private void Text(ref Utf8JsonReader json, List<Replacement> found, int nested)
    {
        var escaped = json.ValueSpan;
        var isJson = nested > 0 && escaped.TrimStart(" \\\t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
        if (!isJson && !MayNeedRewriting(escaped))
            return;
        var text = json.GetString()!;
        var rewritten = (isJson && Apply(Encoding.UTF8.GetBytes(text), nested - 1) is { } inner ? Encoding.UTF8.GetString(inner) : null) ?? Rewritten(text);
        if (rewritten is not null)
            found.Add(new Replacement((int)json.TokenStartIndex, (int)json.BytesConsumed, rewritten));
    }

    private static byte[] Spliced(ReadOnlySpan<byte> frame, int stray, List<Replacement> found)
    {
        var output = new ArrayBufferWriter<byte>(frame.Length + 32);
        var copied = 0;
        foreach (var replacement in found.OrderBy(r => r.Start).ThenByDescending(r => r.End))
        {
            // Inside of one that was replaced already.
            if (replacement.Start + stray < copied)
                continue;
            output.Write(frame[copied..(replacement.Start + stray)]);
            output.Write("\""u8);
            output.Write(JsonEncodedText.Encode(replacement.Text).EncodedUtf8Bytes);
            output.Write("\""u8);
            copied = replacement.End + stray;
        }

        output.Write(frame[copied..]);
        return output.WrittenSpan.ToArray();
    }

    private static string Plain(ReadOnlySpan<byte> frame) => EscapedAscii()
        .Replace(Encoding.Latin1.GetString(frame), match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        .Replace("\0", string.Empty, StringComparison.Ordinal)
        .ToLowerInvariant();

    [GeneratedRegex(@"\\u00([0-7][0-9a-fA-F])")]
    private static partial Regex EscapedAscii();

    private readonly record struct Replacement(int Start, int End, string Text);
}
