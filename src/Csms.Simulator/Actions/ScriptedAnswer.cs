using System.Text;
using System.Text.Json;

namespace Csms.Simulator.Actions;

/// <summary>An answer a test puts in the mouth of the device instead of the true one.</summary>
public sealed class ScriptedAnswer
{
    private readonly Func<string, string>? frame;

    private ScriptedAnswer(Func<string, string>? frame) => this.frame = frame;

    /// <summary>The call stays without an answer.</summary>
    public static ScriptedAnswer Silence { get; } = new(null);

    /// <summary>CALLRESULT with this JSON, valid or not.</summary>
    public static ScriptedAnswer Result(string payloadJson) => new(id => $"[3,{Quoted(id)},{payloadJson}]");

    public static ScriptedAnswer Error(string code, string description = "") => new(id => $"[4,{Quoted(id)},{Quoted(code)},{Quoted(description)},{{}}]");

    internal ReadOnlyMemory<byte> To(string uniqueId) => frame is null ? default : Encoding.UTF8.GetBytes(frame(uniqueId));

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
