using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Csms.Host.Api.Requests;

/// <summary>A moment in a query. Without a zone it would mean another moment on another server, so the zone is demanded (RFC 3339).</summary>
internal readonly partial record struct Instant(DateTimeOffset Value)
{
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out Instant instant)
    {
        instant = default;
        // A plus sign that was not escaped arrives as a space.
        var restored = text?.Replace(' ', '+');
        if (restored is null || !Rfc3339().IsMatch(restored)
            || !DateTimeOffset.TryParse(restored, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value))
        {
            return false;
        }

        instant = new Instant(value.ToUniversalTime());
        return true;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex Rfc3339();
}

/// <summary>Reads moments of bodies by the same rule and writes all of them in UTC.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Instant.TryParse(reader.GetString(), null, out var instant) ? instant.Value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
}
