using System.Buffers;
using System.Text.Json;

namespace Csms.EventStore;

/// <summary>Metadata as it lies in <c>headers</c>; correlation and causation have columns of their own, as Marten has them.</summary>
public static class MetadataJson
{
    private static readonly JsonEncodedText Actor = JsonEncodedText.Encode("actor");
    private static readonly JsonEncodedText ReceivedAt = JsonEncodedText.Encode("receivedAt");
    private static readonly JsonEncodedText DeviceTime = JsonEncodedText.Encode("deviceTime");
    private static readonly JsonEncodedText Repairs = JsonEncodedText.Encode("repairs");

    // A thread's own, used again for every event.
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? writer;

    internal static ReadOnlyMemory<byte> Write(EventMetadata metadata)
    {
        var (buffer, json) = writer ??= NewWriter();
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString(Actor, metadata.Actor);
        json.WriteString(ReceivedAt, metadata.ReceivedAt);
        if (metadata.DeviceTime is { } deviceTime)
            json.WriteString(DeviceTime, deviceTime);
        if (metadata.Repairs is { Count: > 0 } repairs)
        {
            json.WriteStartArray(Repairs);
            foreach (var repair in repairs)
                json.WriteStringValue(repair);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) NewWriter()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        return (buffer, new Utf8JsonWriter(buffer));
    }

    /// <summary>An event that something else than this store wrote may lack headers or have others; it is still readable.</summary>
    public static EventMetadata Read(ReadOnlySpan<byte> headers, DateTimeOffset recordedAt, string? correlationId, string? causationId)
    {
        var actor = "unknown";
        var receivedAt = recordedAt;
        DateTimeOffset? deviceTime = null;
        IReadOnlyList<string>? repairs = null;
        var json = new Utf8JsonReader(headers);
        if (!headers.IsEmpty && json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals(Actor.EncodedUtf8Bytes))
                    actor = ReadText(ref json) ?? actor;
                else if (json.ValueTextEquals(ReceivedAt.EncodedUtf8Bytes))
                    receivedAt = ReadTime(ref json) ?? receivedAt;
                else if (json.ValueTextEquals(DeviceTime.EncodedUtf8Bytes))
                    deviceTime = ReadTime(ref json);
                else if (json.ValueTextEquals(Repairs.EncodedUtf8Bytes))
                    repairs = ReadTexts(ref json);
                else
                    json.Skip();
            }
        }
        return new EventMetadata(actor, receivedAt, deviceTime, correlationId, causationId, repairs);
    }

    /// <summary>A time as it lies in headers, with its quotes; null when it is none.</summary>
    public static DateTimeOffset? ReadTime(ReadOnlySpan<byte> header)
    {
        var json = new Utf8JsonReader(header);
        return ReadTime(ref json);
    }

    private static string? ReadText(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
            return json.GetString();
        json.Skip();
        return null;
    }

    private static DateTimeOffset? ReadTime(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String && json.TryGetDateTimeOffset(out var time))
            return time;
        json.Skip();
        return null;
    }

    private static List<string>? ReadTexts(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return null;
        }
        var texts = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.String)
                texts.Add(json.GetString()!);
            else
                json.Skip();
        }
        return texts;
    }
}
