using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Csms.Domain;

/// <summary>Writes payloads as they came. Re-encoding them fails on half a surrogate pair, which <see cref="JsonbText"/> then makes acceptable.</summary>
internal sealed class VerbatimJson : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader);

    // Whoever made the element has parsed it.
    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
