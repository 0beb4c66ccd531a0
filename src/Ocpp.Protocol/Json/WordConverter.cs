using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Json;

/// <summary>Words that repeat in every sampled value: known ones come from a table and cost no allocation, others are kept as they are.</summary>
internal sealed class WordConverter : JsonConverter<string>
{
    private const int LongestWord = 64;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known =
        SampledValue.Words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > LongestWord)
            return TextConverter.Read(ref reader);
        Span<char> word = stackalloc char[LongestWord];
        return Known.TryGetValue(word[..reader.CopyString(word)], out var known) ? known : TextConverter.Read(ref reader);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
