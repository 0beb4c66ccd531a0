using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ocpp.Protocol.Json;

/// <summary>Integers, also when written <c>1.0</c> or <c>1e3</c>, which JSON does not tell apart from <c>1</c> and <c>1000</c>. Never from a
/// string.</summary>
internal sealed class IntegerConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LongIntegerConverter.Read(ref reader) is var number and >= int.MinValue and <= int.MaxValue ? (int)number : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>As <see cref="IntegerConverter"/>, for what charge points fill with 64 bits: transaction ids and registers.</summary>
internal sealed class LongIntegerConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);

    internal static long Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
            throw new JsonException();
        if (reader.TryGetInt64(out var integer))
            return integer;
        if (reader.TryGetDecimal(out var number) && decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue)
            return (long)number;
        throw new JsonException();
    }
}
