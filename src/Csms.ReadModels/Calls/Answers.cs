using System.Globalization;
using System.Text.Json;
using Csms.Domain.Calls;

namespace Csms.ReadModels.Calls;

/// <summary>Reads what charge points answer, as it came: members may be absent, null or of another kind than they should.</summary>
internal static class Answers
{
    /// <summary>How a call ended, in one word: the status of the answer, or why there is none.</summary>
    public static string OutcomeOf(object recorded) => recorded switch
    {
        CallEvent.Answered answered => answered.Response.TextOf("status") ?? "Answered",
        CallEvent.Failed failed => failed.Kind == CallFailure.CallError ? failed.Code : failed.Kind.ToString(),
        _ => recorded.GetType().Name,
    };

    /// <summary>The charge point cannot do this at all.</summary>
    public static bool IsNotSupported(object recorded) => OutcomeOf(recorded) is "NotSupported" or "NotImplemented";

    /// <summary>Never sent, so that nothing follows from it.</summary>
    public static bool IsNeverSent(object recorded) => recorded is CallEvent.Expired or CallEvent.Cancelled;

    public static string? TextOf(this JsonElement element, string member) => element.Find(member) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => Spelled(number),
        { ValueKind: JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
        _ => null,
    };

    public static int? NumberOf(this JsonElement element, string member) =>
        element.Find(member) is { ValueKind: JsonValueKind.Number } number
        && int.TryParse(Spelled(number), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static IEnumerable<JsonElement> ItemsOf(this JsonElement element, string member) =>
        element.Find(member) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static JsonElement? Find(this JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>As PostgreSQL's jsonb spells it: the node that stored the answer sees 1e3 as it came, a rebuild sees 1000.</summary>
    private static string Spelled(JsonElement number) =>
        decimal.TryParse(number.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value.ToString(CultureInfo.InvariantCulture)
            : number.GetDouble().ToString(CultureInfo.InvariantCulture);
}
