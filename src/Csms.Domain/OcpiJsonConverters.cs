using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Csms.Domain;

/// <summary>Times as OCPI writes them: UTC with a Z (no offset, not even +00:00), milliseconds where there are any. Read without a zone too.</summary>
internal sealed class OcpiTimeJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.TryParse(
            reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new JsonException("A time is written 2026-03-01T10:00:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));
}

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
