using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Csms.EventStore.Ledger.Exports;

/// <summary>Reads lines strictly: members in their order, none unknown, so that nothing in a file stands beside what is proven. One reader per thread.</summary>
internal sealed class ExportLineReader(string origin)
{
    private static readonly JsonReaderOptions Json = new() { MaxDepth = 512 };

    private readonly byte[] origin = Encoding.UTF8.GetBytes(origin);
    private readonly LeafBuffer leaf = new();
    private byte[] scratch = new byte[4096];
    private int used;

    /// <summary>The manifest, which is the first line.</summary>
    /// <exception cref="VerdictException">It is not one.</exception>
    public static ExportManifest ReadManifest(ReadOnlySpan<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            var manifest = document.RootElement;
            if (manifest.GetProperty("csms").GetString() != "export" || manifest.GetProperty("format").GetString() != ExportLines.Format)
                throw VerdictException.Unreadable($"This is no export of the format {ExportLines.Format}.");
            return new ExportManifest(
                Text(manifest.GetProperty("origin")),
                Text(manifest.GetProperty("selection")),
                manifest.GetProperty("shows").GetString() == "all",
                manifest.GetProperty("first").GetInt64(),
                manifest.GetProperty("last").GetInt64(),
                Text(manifest.GetProperty("checkpoint")),
                manifest.TryGetProperty("parts", out var parts) ? [.. parts.EnumerateArray().Select(Text)] : null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw VerdictException.Unreadable($"This is no export of the format {ExportLines.Format}: {e.Message}");
        }

        static string Text(JsonElement member) => member.GetString() ?? throw new FormatException("A text is missing.");
    }

    public ExportLine Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line, Json);
            json.Read();
            json.Read();
            return json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("csms"u8) ? ReadOther(ref json) : ReadEvent(line, ref json);
        }
        catch (VerdictException wrong)
        {
            return new ExportLine.Wrong(wrong.Verdict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException
            or OverflowException or ArgumentException)
        {
            return new ExportLine.Wrong(new(VerdictKind.Unreadable, $"A line is not of the format: {Encoding.UTF8.GetString(line[..Math.Min(60, line.Length)])}"));
        }
    }

    private ExportLine.Event ReadEvent(ReadOnlySpan<byte> line, ref Utf8JsonReader json)
    {
        used = 0;
        if (scratch.Length < line.Length)
            scratch = new byte[2 * line.Length];
        Demand(Text(ref json, "specversion"u8), "1.0"u8);
        var written = Text(ref json, "id"u8);
        if (!Utf8Parser.TryParse(written, out Guid id, out var length) || length != written.Length)
            throw new FormatException();
        Demand(Text(ref json, "source"u8), origin);
        var type = Text(ref json, "type"u8);
        var stream = Text(ref json, "subject"u8);
        var microseconds = Microseconds(Text(ref json, "time"u8));
        Demand(Text(ref json, "datacontenttype"u8), "application/json"u8);
        var sequence = Number(Text(ref json, "sequence"u8));
        var version = Number(Text(ref json, "streamversion"u8));
        var hasCorrelation = TryText(ref json, "correlationid"u8, out var correlation);
        var hasCausation = TryText(ref json, "causationid"u8, out var causation);
        var hasMetadata = TryText(ref json, "metadata"u8, out var metadata);
        Span<byte> sealedHash = stackalloc byte[MerkleHash.Size];
        if (Base64.DecodeFromUtf8(Text(ref json, "leafhash"u8), sealedHash, out _, out var hashLength) != System.Buffers.OperationStatus.Done || hashLength != MerkleHash.Size)
            throw new FormatException();
        if (!json.ValueTextEquals("data"u8))
            throw new FormatException();
        var data = line[(int)json.BytesConsumed..^1];
        json.Read();
        json.Skip();
        if (!json.Read() || json.TokenType != JsonTokenType.EndObject || json.BytesConsumed != line.Length)
            throw new FormatException();

        Span<byte> idBytes = stackalloc byte[16];
        id.TryWriteBytes(idBytes, bigEndian: true, out _);
        leaf.Begin();
        leaf.Add(sequence);
        leaf.Add(stream);
        leaf.Add(version);
        leaf.Add(idBytes);
        leaf.Add(type);
        leaf.Add(microseconds);
        leaf.Add(data);
        AddOr(hasMetadata, metadata);
        AddOr(hasCorrelation, correlation);
        AddOr(hasCausation, causation);
        var hash = new byte[MerkleHash.Size];
        leaf.Hash(hash);
        var streamId = Encoding.UTF8.GetString(stream);
        if (!sealedHash.SequenceEqual(hash))
            throw VerdictException.Tampered($"Event {sequence} ({Encoding.UTF8.GetString(type)} in {streamId}) is not what was sealed: its content gives another leaf hash.");
        return new ExportLine.Event(sequence, streamId, version, microseconds, hash);
    }

    private static ExportLine ReadOther(ref Utf8JsonReader json)
    {
        json.Read();
        var kind = json.GetString();
        json.Read();
        switch (kind)
        {
            case "end":
                return new ExportLine.End(Number(ref json, "events"u8));
            case "hidden":
                var (first, last) = (Number(ref json, "first"u8), Number(ref json, "last"u8));
                if (!json.ValueTextEquals("hashes"u8))
                    throw new FormatException();
                json.Read();
                var hashes = new List<byte[]>();
                while (json.Read() && json.TokenType == JsonTokenType.String)
                    hashes.Add(json.GetBytesFromBase64());
                return new ExportLine.Hidden(first, last, hashes);
            default:
                throw new FormatException();
        }
    }

    private void AddOr(bool isThere, ReadOnlySpan<byte> field)
    {
        if (isThere)
            leaf.Add(field);
        else
            leaf.AddNull();
    }

    private ReadOnlySpan<byte> Text(ref Utf8JsonReader json, ReadOnlySpan<byte> name) => TryText(ref json, name, out var text) ? text : throw new FormatException();

    /// <summary>The member the reader is at, if it has this name; the reader goes on to the next.</summary>
    private bool TryText(ref Utf8JsonReader json, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (json.TokenType != JsonTokenType.PropertyName || !json.ValueTextEquals(name))
            return false;
        json.Read();
        var length = json.CopyString(scratch.AsSpan(used));
        text = scratch.AsSpan(used, length);
        used += length;
        json.Read();
        return true;
    }

    private static long Number(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (json.TokenType != JsonTokenType.PropertyName || !json.ValueTextEquals(name))
            throw new FormatException();
        json.Read();
        var number = json.GetInt64();
        json.Read();
        return number;
    }

    private static long Number(ReadOnlySpan<byte> text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>As the writer writes it, 2026-01-31T12:01:00.214000Z.</summary>
    private static long Microseconds(ReadOnlySpan<byte> text)
    {
        if (text.Length != 27 || text[26] != 'Z' || text[10] != 'T' || text[19] != '.')
            throw new FormatException();
        var time = new DateTime(N(text[..4]), N(text[5..7]), N(text[8..10]), N(text[11..13]), N(text[14..16]), N(text[17..19]));
        return ((time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond) + N(text[20..26]);

        static int N(ReadOnlySpan<byte> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static void Demand(ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected)
    {
        if (!text.SequenceEqual(expected))
            throw new FormatException();
    }
}
