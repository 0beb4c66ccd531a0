namespace Ocpp.Protocol.V16;

/// <summary>Restart (OCPP 1.6 section 5.14, sent by the central system).</summary>
public sealed record ResetRequest(ResetType Type);

/// <summary>Answer to <see cref="ResetRequest"/>.</summary>
public sealed record ResetResponse(ResetStatus Status);

/// <summary>How to restart (OCPP 1.6 section 7.42).</summary>
public enum ResetType
{
    /// <summary>At once; information may get lost.</summary>
    Hard,

    /// <summary>After stopping the transactions in order.</summary>
    Soft,
}

/// <summary>Whether the charge point will (OCPP 1.6 section 7.41).</summary>
public enum ResetStatus
{
    /// <summary>It will.</summary>
    Accepted,

    /// <summary>It will not.</summary>
    Rejected,
}
