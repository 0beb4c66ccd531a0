using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Csms.Domain;

/// <summary>Writes payloads as they came. Re-encoding would fail on half a surrogate pair; <see cref="JsonbText"/> makes it acceptable afterwards.</summary>
internal sealed class VerbatimJson : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader);

    // Whoever made the element has parsed it.
    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
