using System.Text.Json;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol;

/// <summary>Reads frames straight from UTF-8. What has been read when the bytes turn out broken (type, id) still serves the CALLERROR.</summary>
internal ref struct FrameReader
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    private static readonly Repair[] StrayBytes = [new(Quirk.StrayBytes)];

    private readonly ReadOnlyMemory<byte> utf8;
    private readonly bool lenient;
    private Utf8JsonReader json;
    private MessageType type;
    private string? uniqueId;
    private Repair[]? repairs;

    private FrameReader(ReadOnlyMemory<byte> received, bool lenient)
    {
        utf8 = WithoutStrayBytes(received);
        this.lenient = lenient;
        repairs = utf8.Length == received.Length ? null : StrayBytes;
        json = new Utf8JsonReader(utf8.Span);
    }

    public static ParsedFrame Read(ReadOnlyMemory<byte> received, bool lenient)
    {
        var reader = new FrameReader(received, lenient);
        try
        {
            return reader.Read();
        }
        catch (JsonException)
        {
            return reader.Faulty("The message is not JSON");
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for text that is no Unicode, such as half a surrogate pair.
            return reader.Faulty("The message holds text that is not Unicode");
        }
    }

    private ParsedFrame Read()
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
            return Faulty("The message is not a JSON array");
        json.Read();
        if (json.TokenType == JsonTokenType.Number && !IsKnownType())
            return ParsedFrame.Ignored;
        if (json.TokenType == JsonTokenType.EndArray)
            return Faulty("The message is an empty array");

        var typeWasNumber = type != MessageType.None;
        json.Read();
        ReadUniqueId();
        if (!typeWasNumber)
            return Faulty("The message type is not a number");
        if (uniqueId is null)
            return Faulty("The unique id is not a string");
        if (uniqueId.Length > (lenient ? OcppFrame.LongestToleratedUniqueId : OcppFrame.LongestUniqueId))
            return Faulty("The unique id has more than 36 characters");
        return type switch
        {
            MessageType.Call => Call(),
            MessageType.CallResult => CallResult(),
            _ => CallError(uniqueId),
        };
    }

    private void ReadUniqueId()
    {
        if (json.TokenType == JsonTokenType.String)
            uniqueId = json.GetString();
        else if (lenient && json.TokenType == JsonTokenType.Number)
            uniqueId = System.Text.Encoding.ASCII.GetString(json.ValueSpan);
        if (uniqueId is not null && (json.TokenType == JsonTokenType.Number || uniqueId.Length > OcppFrame.LongestUniqueId))
            repairs = [.. repairs ?? [], new Repair(Quirk.MessageId)];
    }

    private ParsedFrame Call()
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
            return Faulty("The action is not a string");
        var action = ActionName();
        if (!TryReadPayload(out var payload))
            return Faulty("The payload is not an object");
        return IsAtEnd() ? ParsedFrame.Of(new OcppFrame(type, uniqueId!, action, payload, Repairs: repairs)) : Faulty("A CALL has four elements");
    }

    private ParsedFrame CallResult()
    {
        if (!TryReadPayload(out var payload))
            return Faulty("The payload is not an object");
        return IsAtEnd() ? ParsedFrame.Of(new OcppFrame(type, uniqueId!, string.Empty, payload)) : Faulty("A CALLRESULT has three elements");
    }

    /// <summary>The call has failed whatever its CALLERROR looks like, so everything behind the id is optional.</summary>
    private ParsedFrame CallError(string id)
    {
        var code = OptionalText();
        var description = OptionalText();
        ReadOnlyMemory<byte> details = EmptyObject;
        if (HasMore())
            details = Value();
        while (HasMore())
            json.Skip();
        var known = OcppErrorCode.Canonical(code);
        return ParsedFrame.Of(new OcppFrame(type, id, string.Empty, details, known, FrameText.Cut(description), FrameText.Cut(code)));
    }

    private string OptionalText()
    {
        if (!HasMore())
            return string.Empty;
        if (json.TokenType == JsonTokenType.String)
            return json.GetString()!;
        json.Skip();
        return string.Empty;
    }

    /// <summary>Goes to the frame's next element, if there is one. Elements may be arrays, so the end is told by its depth.</summary>
    private bool HasMore() => !IsFrameEnd && json.Read() && !IsFrameEnd;

    private readonly bool IsFrameEnd => json.TokenType == JsonTokenType.EndArray && json.CurrentDepth == 0;

    private bool IsKnownType()
    {
        if (!json.TryGetDecimal(out var number) || number is not (2 or 3 or 4))
            return false;
        type = (MessageType)number;
        return true;
    }

    /// <summary>Known names come from the table, so that they cost no allocation.</summary>
    private readonly string ActionName()
    {
        Span<char> name = stackalloc char[64];
        if (json.ValueSpan.Length > name.Length)
            return json.GetString()!;
        name = name[..json.CopyString(name)];
        return OcppActions.KnownName(name) ?? name.ToString();
    }

    private bool TryReadPayload(out ReadOnlyMemory<byte> payload)
    {
        json.Read();
        payload = json.TokenType switch
        {
            JsonTokenType.StartObject => Value(),
            JsonTokenType.Null => EmptyObject,
            _ => default,
        };
        return !payload.IsEmpty;
    }

    private ReadOnlyMemory<byte> Value()
    {
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return utf8[start..(int)json.BytesConsumed];
    }

    private bool IsAtEnd() => json.Read() && json.TokenType == JsonTokenType.EndArray && !json.Read();

    private readonly ParsedFrame Faulty(string description) => ParsedFrame.Faulty(type, uniqueId, description);

    /// <summary>Some charge points begin with a byte order mark or send the terminating zero of a C string.</summary>
    private static ReadOnlyMemory<byte> WithoutStrayBytes(ReadOnlyMemory<byte> received)
    {
        if (received.Span.StartsWith("\uFEFF"u8))
            received = received[3..];
        return received.Span.EndsWith("\0"u8) ? received.TrimEnd((byte)0) : received;
    }
}
