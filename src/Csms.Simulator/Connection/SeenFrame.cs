using System.Text.Json;

namespace Csms.Simulator.Connection;

/// <summary>One frame as it went over the wire, seen from the charge point.</summary>
public sealed record SeenFrame(bool Sent, string Text, DateTimeOffset At)
{
    private JsonElement? json;

    /// <summary>The whole array; JSON <c>null</c> where the text is no JSON at all.</summary>
    public JsonElement Json => json ??= Read(Text);

    public int MessageType => Element(0) is { ValueKind: JsonValueKind.Number } type ? type.GetInt32() : 0;
    public string? UniqueId => Element(1) is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;
    public bool IsCall => MessageType == 2;
    public bool IsResult => MessageType == 3;
    public bool IsError => MessageType == 4;

    /// <summary>The action of a CALL, the error code of a CALLERROR.</summary>
    public string? Name => MessageType is 2 or 4 && Element(2) is { ValueKind: JsonValueKind.String } name ? name.GetString() : null;

    public JsonElement Payload => Element(IsResult ? 2 : IsError ? 4 : 3) ?? default;

    public bool IsCallOf(string action) => IsCall && Name == action;

    public override string ToString() => $"{(Sent ? "→" : "←")} {Text}";

    private JsonElement? Element(int index) => Json is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > index ? array[index] : null;

    private static JsonElement Read(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
