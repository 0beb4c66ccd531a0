using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests.Malformed;

/// <summary>What the rules want for a message, told without the reader that is tested: from what any JSON library says of it.</summary>
internal static class Verdict
{
    /// <summary>Text that is no UTF-8 ends the connection (RFC 6455 section 8.1).</summary>
    public static bool EndsTheConnection(byte[] message) => !Utf8.IsValid(message);

    /// <summary>What is wrong with the answers to one message; null when nothing is.</summary>
    public static string? Against(byte[] message, IReadOnlyList<JsonArray> answers)
    {
        if (answers.Count > 1)
            return "answered more than once";
        if (answers is [var answer] && Malformed(answer) is { } malformed)
            return malformed;
        if (Parsed(message) is not { ValueKind: JsonValueKind.Array } frame || frame.GetArrayLength() == 0)
            return answers.Count == 1 && (int)answers[0][0]! == 3 ? "accepted although it is no frame" : null;

        var type = frame[0].ValueKind == JsonValueKind.Number && frame[0].TryGetDecimal(out var number) ? number : (decimal?)null;
        if (frame[0].ValueKind == JsonValueKind.Number && type != 2)
            return answers.Count > 0 ? "answered although it asks nothing" : null;
        if (answers.Count == 0)
            return "not answered";
        return (int)answers[0][0]! != 3 || IsCall(frame) ? null : "accepted although it is no CALL";
    }

    private static bool IsCall(JsonElement frame) => frame.GetArrayLength() == 4
        && frame[1].ValueKind is JsonValueKind.String or JsonValueKind.Number
        && frame[2].ValueKind == JsonValueKind.String
        && frame[3].ValueKind is JsonValueKind.Object or JsonValueKind.Null;

    /// <summary>An answer that breaks the specification itself, or admits a bug.</summary>
    private static string? Malformed(JsonArray answer) => ((int)answer[0]!, answer.Count) switch
    {
        (3, 3) => answer[2] is JsonObject ? null : "a CALLRESULT without an object",
        (4, 5) when (string?)answer[2] is OcppErrorCode.InternalError or OcppErrorCode.GenericError => "a bug",
        (4, 5) => OcppErrorCode.Canonical((string?)answer[2]) == (string?)answer[2] && ((string)answer[3]!).Length <= 255 && answer[4] is JsonObject
            ? null : "a CALLERROR that OCPP-J does not have",
        _ => "no OCPP-J frame",
    };

    /// <summary>Stray bytes around a message are forgiven (quirk Q31).</summary>
    private static JsonElement? Parsed(byte[] message)
    {
        var text = message.AsMemory();
        if (text.Span.StartsWith("\uFEFF"u8))
            text = text[3..];
        try
        {
            return JsonElement.Parse(text.TrimEnd((byte)0).Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>For a failure: the message as text, if it is any.</summary>
    public static string Shown(byte[] message) => Utf8.IsValid(message) ? Encoding.UTF8.GetString(message) : Convert.ToHexString(message);

    /// <summary>A CALLRESULT is valid to the letter.</summary>
    public static bool IsValid(string action, JsonNode payload) =>
        OcppActions.Find(action)!.ReadResponse(JsonSerializer.SerializeToUtf8Bytes(payload), strict: true).IsValid;
}
