using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Free a cable that is stuck (OCPP 1.6 section 5.18, sent by the central system).</summary>
public sealed record UnlockConnectorRequest(int ConnectorId);

/// <summary>Answer to <see cref="UnlockConnectorRequest"/>.</summary>
public sealed record UnlockConnectorResponse(UnlockStatus Status);

/// <summary>What became of the lock (OCPP 1.6 section 7.46).</summary>
public enum UnlockStatus
{
    /// <summary>Open.</summary>
    Unlocked,

    /// <summary>It would not open.</summary>
    UnlockFailed,

    /// <summary>No such lock, or no such connector (errata 3.85).</summary>
    NotSupported,
}

internal sealed class UnlockConnectorRequestRules : AbstractValidator<UnlockConnectorRequest>
{
    public UnlockConnectorRequestRules() => RuleFor(request => request.ConnectorId).Connector();
}
