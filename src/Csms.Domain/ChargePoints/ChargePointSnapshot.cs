using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Csms.Domain.ChargePoints;

/// <summary>The state of a charge point as JSON, so that a stream of years need not be folded from its beginning. A cache and never the truth: what cannot
/// be read is folded again.</summary>
/// <remarks>
/// Nothing in it has to be found when a person is forgotten: events hold no more than the keys of erasable contents, and so does what they fold to. The
/// hashes of reports are made of what is in the events as well.
/// </remarks>
public static class ChargePointSnapshot
{
    /// <summary>Raised whenever the same events fold to another state than before: an arm of <see cref="ChargePoint.Evolve"/>, what makes two reports the same, a
    /// hash. A member more or less is noticed without it, because every member is written and has to be there.</summary>
    public const int SchemaVersion = 2;

    private const int HashSize = 16;

    /// <summary>All of it, as JSON in UTF-8. Equal states are written equally.</summary>
    public static byte[] Write(ChargePoint state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return SnapshotJson.Write(new Whole(state, Write(state.Recent.Newer), Write(state.Recent.Older)));
    }

    /// <summary>What was written; null when this is not what this program writes.</summary>
    public static ChargePoint? Read(ReadOnlySpan<byte> json) =>
        SnapshotJson.Read<Whole>(json) is { } whole && ReadHashes(whole.Newer) is { } newer && ReadHashes(whole.Older) is { } older
            ? whole.State with { Recent = new RecentContents(newer, older, newer.Count) }
            : null;

    private static byte[] Write(ContentHashes hashes)
    {
        var sorted = hashes.ToSortedArray();
        var bytes = new byte[sorted.Length * HashSize];
        for (var i = 0; i < sorted.Length; i++) BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(i * HashSize), sorted[i]);
        return bytes;
    }

    private static ContentHashes? ReadHashes(byte[] bytes)
    {
        if (bytes.Length % HashSize != 0) return null;
        var hashes = new UInt128[bytes.Length / HashSize];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = BinaryPrimitives.ReadUInt128BigEndian(bytes.AsSpan(i * HashSize));
        return ContentHashes.Of(hashes);
    }

    /// <param name="State">Without what it remembers of reports, which is internal.</param>
    /// <param name="Newer">16 bytes for each hash, sorted.</param>
    /// <param name="Older">As <paramref name="Newer"/>.</param>
    internal sealed record Whole(ChargePoint State, byte[] Newer, byte[] Older);

    /// <summary>Left to itself, the serializer would compare keys as the culture does.</summary>
    internal sealed class DesiredConfigurationJson : JsonConverter<ImmutableSortedDictionary<string, string>>
    {
        public override ImmutableSortedDictionary<string, string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize(ref reader, SnapshotJsonContext.Default.DictionaryStringString)?.ToImmutableSortedDictionary(ConfigurationKey.Comparer);

        public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, string> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, wanted) in value) writer.WriteString(key, wanted);
            writer.WriteEndObject();
        }
    }
}
