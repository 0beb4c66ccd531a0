namespace Ocpp.Protocol;

/// <summary>What a received WebSocket message turned out to be: a frame, something to ignore, or a fault.</summary>
public readonly record struct ParsedFrame
{
    private ParsedFrame(MessageType type, string uniqueId, OcppFrame frame, OcppError? error)
    {
        Type = type;
        UniqueId = uniqueId;
        Frame = frame;
        Error = error;
    }

    /// <summary>Message type as far as it could be read, also of a faulty frame.</summary>
    public MessageType Type { get; }

    /// <summary>Unique id as far as it could be read, else <c>-1</c>.</summary>
    public string UniqueId { get; }

    /// <summary>The frame; only when <see cref="IsFrame"/>.</summary>
    public OcppFrame Frame { get; }

    /// <summary>What is wrong with the message; null when it is a frame or is to be ignored.</summary>
    public OcppError? Error { get; }

    /// <summary>A well-formed frame was read.</summary>
    public bool IsFrame => Frame.Type != MessageType.None;

    /// <summary>The message type is none of this version's: say nothing (OCPP-J 1.6 section 4.1.3).</summary>
    public bool IsIgnored => !IsFrame && Error is null;

    /// <summary>The fault is to be answered by a CALLERROR with <see cref="UniqueId"/>: nobody answers a broken answer.</summary>
    public bool IsToBeAnswered => Error is not null && Type is not (MessageType.CallResult or MessageType.CallError);

    internal static ParsedFrame Ignored => new(MessageType.None, OcppError.UnreadableId, default, null);

    internal static ParsedFrame Of(in OcppFrame frame) => new(frame.Type, frame.UniqueId, frame, null);

    internal static ParsedFrame Faulty(MessageType type, string? uniqueId, string description) =>
        new(type, uniqueId ?? OcppError.UnreadableId, default, new OcppError(OcppErrorCode.FormationViolation, description));
}
