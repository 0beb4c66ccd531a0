using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ocpp.Protocol.Json;

/// <summary>Enumerations by their exact names. .NET's own converter would also take other cases, numbers and lists.</summary>
internal sealed class EnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(EnumConverter<>).MakeGenericType(typeToConvert))!;
}

internal sealed class EnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private const int LongestName = 64;

    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> values;
    private readonly FrozenDictionary<T, JsonEncodedText> names;

    public EnumConverter()
    {
        var members = Enum.GetValues<T>().Select(value => (Value: value, Name: EnumNames.Of(typeof(T), value.ToString()))).ToArray();
        values = members.ToFrozenDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        names = members.ToFrozenDictionary(member => member.Value, member => JsonEncodedText.Encode(member.Name));
    }

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > LongestName)
            throw new JsonException();
        Span<char> name = stackalloc char[LongestName];
        return values.TryGetValue(name[..reader.CopyString(name)], out var value) ? value : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(names[value]);
}
