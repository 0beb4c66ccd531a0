using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ocpp.Protocol.Json;

/// <summary>Texts. U+0000 becomes U+FFFD, because PostgreSQL can store it neither in text nor in jsonb.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    /// <summary>A converter has no other way to tell its caller; reading a payload begins and ends on one thread.</summary>
    [field: ThreadStatic]
    public static bool NulReplaced { get; set; }

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    internal static string Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();
        var text = reader.GetString()!;
        if (!text.Contains('\0', StringComparison.Ordinal))
            return text;
        NulReplaced = true;
        return text.Replace('\0', '\uFFFD');
    }
}

/// <summary>An idTag is a text on the wire.</summary>
internal sealed class IdTokenConverter : JsonConverter<IdToken>
{
    public override IdToken Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(TextConverter.Read(ref reader));

    public override void Write(Utf8JsonWriter writer, IdToken value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
