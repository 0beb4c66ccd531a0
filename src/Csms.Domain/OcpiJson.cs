using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Csms.Domain.Cdrs;
using Csms.Domain.Tariffs;

namespace Csms.Domain;

/// <summary>OCPI's way to write what is ours: snake_case, enumerations in capitals, absent members left out, times in UTC with a Z.</summary>
internal static class OcpiJson
{
    private static readonly OcpiJsonContext Json = new(new JsonSerializerOptions(OcpiJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write(Tariff tariff) => JsonSerializer.SerializeToUtf8Bytes(tariff, Json.Tariff);

    public static byte[] Write(Cdr cdr) => JsonSerializer.SerializeToUtf8Bytes(cdr, Json.Cdr);

    public static Tariff ReadTariff(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Json.Tariff) ?? throw new JsonException("A tariff is an object, not null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(LocalTimeJson), typeof(DayOfWeekJson), typeof(OcpiTimeJson)])]
[JsonSerializable(typeof(Tariff))]
[JsonSerializable(typeof(Cdr))]
internal sealed partial class OcpiJsonContext : JsonSerializerContext;
