namespace Ocpp.Protocol;

/// <summary>First element of an OCPP-J frame (OCPP-J 1.6 section 4.1.3). Zero: none of them could be read.</summary>
public enum MessageType
{
    /// <summary>No message type could be read.</summary>
    None = 0,

    /// <summary>A request: <c>[2, id, action, payload]</c>.</summary>
    Call = 2,

    /// <summary>The answer to a request: <c>[3, id, payload]</c>.</summary>
    CallResult = 3,

    /// <summary>The failure of a request: <c>[4, id, code, description, details]</c>.</summary>
    CallError = 4,
}
