using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Csms.Host.Evidence;

/// <summary>How a bundle writes JSON: for people to read, and always in the same bytes, since they are made again to check them.</summary>
internal static class EvidenceJson
{
    private static readonly JsonSerializerOptions Indented = Configured(isIndented: true);
    private static readonly JsonSerializerOptions OnOneLine = Configured(isIndented: false);

    public static byte[] File<T>(T content) => [.. JsonSerializer.SerializeToUtf8Bytes(content, Indented), (byte)'\n'];

    public static byte[] Line<T>(T content) => [.. JsonSerializer.SerializeToUtf8Bytes(content, OnOneLine), (byte)'\n'];

    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<T>(json, OnOneLine) ?? throw new JsonException("null");

    private static JsonSerializerOptions Configured(bool isIndented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = isIndented,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
