using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Csms.Domain.Tariffs;

/// <summary>Tariffs in OCPI's names (snake_case, enumerations in capitals, absent members left out).</summary>
public static class TariffJson
{
    private static readonly OcpiTariffJson Json = new(new JsonSerializerOptions(OcpiTariffJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The tariff as OCPI writes it, without what the party that publishes it adds (country_code, party_id, last_updated).</summary>
    public static byte[] Write(Tariff tariff) => JsonSerializer.SerializeToUtf8Bytes(tariff, Json.Tariff);

    /// <summary>Reads what OCPI writes; members that are not ours are passed over.</summary>
    /// <exception cref="JsonException">It is no tariff; the message says where.</exception>
    public static Tariff Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Json.Tariff) ?? throw new JsonException("A tariff is an object, not null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(LocalTimeJson), typeof(DayOfWeekJson)])]
[JsonSerializable(typeof(Tariff))]
internal sealed partial class OcpiTariffJson : JsonSerializerContext;

/// <summary>Local times as OCPI writes them, <c>HH:MM</c>.</summary>
internal sealed class LocalTimeJson : JsonConverter<TimeOnly>
{
    private const string Format = "HH':'mm";

    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeOnly.TryParseExact(reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException("A local time is written HH:MM.");

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Format, CultureInfo.InvariantCulture));
}

/// <summary>Days as OCPI writes them, in capitals.</summary>
internal sealed class DayOfWeekJson : JsonConverter<DayOfWeek>
{
    public override DayOfWeek Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.GetString();
        return Array.Find(Enum.GetValues<DayOfWeek>(), day => Name(day) == name) is var found && Name(found) == name
            ? found
            : throw new JsonException("A day of the week is one of MONDAY to SUNDAY.");
    }

    public override void Write(Utf8JsonWriter writer, DayOfWeek value, JsonSerializerOptions options) => writer.WriteStringValue(Name(value));

    private static string Name(DayOfWeek day) => day.ToString().ToUpperInvariant();
}
