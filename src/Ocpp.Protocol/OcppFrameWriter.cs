using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol;

/// <summary>Writes OCPP-J frames as compact JSON, without nulls, straight into a buffer (OCPP-J 1.6 section 4.2).</summary>
public static class OcppFrameWriter
{
    // Frames are never embedded in HTML, so PEM and base64 need not be blown up by escapes.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Where an idle writer points, so that it keeps nobody's buffer alive. Nothing is ever written to it.
    private static readonly ArrayBufferWriter<byte> Nowhere = new();

    [ThreadStatic]
    private static Utf8JsonWriter? idle;

    /// <summary>Writes <c>[2, id, action, request]</c>.</summary>
    /// <exception cref="InvalidCastException">The request is not of the action's request type.</exception>
    public static void WriteCall<T>(IBufferWriter<byte> output, string uniqueId, OcppAction action, T request)
        where T : class =>
        Write(output, (uniqueId, action, request), static (json, frame) =>
        {
            json.WriteNumberValue((int)MessageType.Call);
            json.WriteStringValue(frame.uniqueId);
            json.WriteStringValue(frame.action.Name);
            frame.action.WriteRequest(json, frame.request);
        });

    /// <summary>Writes <c>[2, id, action, payload]</c> with a payload that is already JSON, as it is.</summary>
    /// <exception cref="ArgumentException">The payload is not JSON.</exception>
    public static void WriteCallRaw(IBufferWriter<byte> output, string uniqueId, string actionName, ReadOnlySpan<byte> payloadJson)
    {
        var json = Begin(output);
        json.WriteNumberValue((int)MessageType.Call);
        json.WriteStringValue(uniqueId);
        json.WriteStringValue(actionName);
        WriteRaw(json, payloadJson);
        End(json);
    }

    /// <summary>Writes <c>[3, id, response]</c>.</summary>
    /// <exception cref="InvalidCastException">The response is not of the action's response type.</exception>
    public static void WriteCallResult(IBufferWriter<byte> output, string uniqueId, OcppAction action, object response) =>
        Write(output, (uniqueId, action, response), static (json, frame) =>
        {
            json.WriteNumberValue((int)MessageType.CallResult);
            json.WriteStringValue(frame.uniqueId);
            frame.action.WriteResponse(json, frame.response);
        });

    /// <summary>Writes <c>[4, id, code, description, {}]</c>: always five elements, the description cut to 255 characters.</summary>
    public static void WriteCallError(IBufferWriter<byte> output, string uniqueId, OcppError error) =>
        Write(output, (uniqueId, error), static (json, frame) =>
        {
            json.WriteNumberValue((int)MessageType.CallError);
            json.WriteStringValue(frame.uniqueId);
            json.WriteStringValue(frame.error.Code);
            json.WriteStringValue(FrameText.Cut(frame.error.Description));
            json.WriteStartObject();
            json.WriteEndObject();
        });

    private static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> payload)
    {
        try
        {
            json.WriteRawValue(payload);
        }
        catch (JsonException notJson)
        {
            throw new ArgumentException("The payload is not JSON.", nameof(payload), notJson);
        }
    }

    private static void Write<TFrame>(IBufferWriter<byte> output, TFrame frame, Action<Utf8JsonWriter, TFrame> elements)
    {
        var json = Begin(output);
        elements(json, frame);
        End(json);
    }

    private static Utf8JsonWriter Begin(IBufferWriter<byte> output)
    {
        // Taken out while in use: a writer whose frame failed half-way is not used again.
        var json = idle ?? new Utf8JsonWriter(output, Options);
        idle = null;
        json.Reset(output);
        json.WriteStartArray();
        return json;
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.Flush();
        json.Reset(Nowhere);
        idle = json;
    }
}
