using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Start a transaction for a token (OCPP 1.6 section 5.11, sent by the central system).</summary>
/// <param name="ConnectorId">Absent: the charge point chooses, or rejects.</param>
/// <param name="ChargingProfile">A TxProfile without transaction id (errata 3.41).</param>
public sealed record RemoteStartTransactionRequest(IdToken IdTag, int? ConnectorId = null, ChargingProfile? ChargingProfile = null);

/// <summary>Answer to <see cref="RemoteStartTransactionRequest"/>.</summary>
public sealed record RemoteStartTransactionResponse(RemoteStartStopStatus Status);

/// <summary>Whether the charge point will try, which is no promise (OCPP 1.6 section 7.39, errata 3.32).</summary>
public enum RemoteStartStopStatus
{
    /// <summary>It will try.</summary>
    Accepted,

    /// <summary>It will not.</summary>
    Rejected,
}

internal sealed class RemoteStartTransactionRequestRules : AbstractValidator<RemoteStartTransactionRequest>
{
    public RemoteStartTransactionRequestRules()
    {
        RuleFor(request => request.IdTag).IdTagLength();
        RuleFor(request => request.ConnectorId).Connector();
        RuleFor(request => request.ChargingProfile).SetValidator(new ChargingProfileRules()!);
    }
}
