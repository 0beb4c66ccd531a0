using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ocpp.Protocol.Json;

/// <summary>Reads timestamps as charge points write them (OCPP 1.6 section 3.15) into UTC; writes UTC with milliseconds.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    private const int LongestText = 64;

    /// <summary>A converter has no other way to tell its caller; reading a payload begins and ends on one thread.</summary>
    [field: ThreadStatic]
    public static bool ZoneAssumed { get; set; }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > LongestText)
            throw new JsonException();
        Span<byte> unescaped = stackalloc byte[LongestText];
        var text = reader.ValueIsEscaped ? unescaped[..reader.CopyString(unescaped)] : reader.ValueSpan;
        if (!Timestamp.TryParse(text, out var value, out var zoneAssumed))
            throw new JsonException();
        ZoneAssumed |= zoneAssumed;
        return value;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[24];
        value.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
