using System.Text.Json;

namespace Csms.Domain.SignedReadings;

/// <summary>Reading JSON that may be anything: what does not fit is absent.</summary>
internal static class AnyJson
{
    // A record that says something twice would mean one thing to us and another to the next program.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var document = JsonDocument.Parse(utf8, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException: a name with half of a surrogate pair
        }
    }

    /// <summary>Text as it is, a number or truth value as it was written; null when absent or something else.</summary>
    /// <exception cref="InvalidOperationException">The text holds half of a surrogate pair or is no UTF-8.</exception>
    public static string? Text(this JsonElement element, string name) =>
        !element.TryGetProperty(name, out var member) ? null : member.ValueKind switch
        {
            JsonValueKind.String => member.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.GetRawText(),
            _ => null,
        };
}
