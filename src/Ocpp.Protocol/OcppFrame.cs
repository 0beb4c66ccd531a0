namespace Ocpp.Protocol;

/// <summary>One OCPP-J frame (OCPP-J 1.6 section 4.2). Its payload is a slice of the received buffer: copy what must outlive that buffer.</summary>
/// <param name="Type">Which of the three frames it is.</param>
/// <param name="UniqueId">Ties an answer to its request; at most 36 characters, unique per sender and connection.</param>
/// <param name="Action">Name of the request, case-sensitive; empty unless <see cref="MessageType.Call"/>.</param>
/// <param name="Payload">JSON object of the request or answer (a received <c>null</c> becomes <c>{}</c>); the details, of any JSON type, of a
/// CALLERROR.</param>
/// <param name="ErrorCode">One of <see cref="OcppErrorCode"/>; empty unless <see cref="MessageType.CallError"/>.</param>
/// <param name="ErrorDescription">What the peer wrote about its failure, cut to 255 characters.</param>
/// <param name="ReceivedErrorCode">The error code as the peer spelt it.</param>
/// <param name="Repairs">What a lenient reader overlooked; null when there was nothing.</param>
public readonly record struct OcppFrame(
    MessageType Type,
    string UniqueId,
    string Action,
    ReadOnlyMemory<byte> Payload,
    string ErrorCode = "",
    string ErrorDescription = "",
    string ReceivedErrorCode = "",
    IReadOnlyList<Repair>? Repairs = null)
{
    /// <summary>Most characters of a unique id (OCPP-J 1.6 section 4.1.4).</summary>
    public const int LongestUniqueId = 36;

    /// <summary>Most characters of a unique id that a lenient reader takes.</summary>
    public const int LongestToleratedUniqueId = 255;

    /// <summary>Reads one WebSocket message. Never throws, whatever the bytes are.</summary>
    /// <param name="utf8">The message.</param>
    /// <param name="lenient">Unique ids may be numbers, or longer than they may be (quirk Q23).</param>
    public static ParsedFrame Parse(ReadOnlyMemory<byte> utf8, bool lenient = false) => FrameReader.Read(utf8, lenient);
}
