using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>A charge point stopped a transaction, now or while it was offline (OCPP 1.6 section 4.10).</summary>
/// <param name="TransactionId">As answered to the start; -1 when the start never got through (errata 3.18), up to 64 bits in the field.</param>
/// <param name="MeterStop">Register in Wh.</param>
/// <param name="IdTag">The token that stopped it; absent when no token did.</param>
/// <param name="Reason">Absent: <see cref="StopReason.Local"/>.</param>
/// <param name="TransactionData">Meter values of the transaction, as configured by StopTxnSampledData and StopTxnAlignedData.</param>
public sealed record StopTransactionRequest(
    long TransactionId,
    long MeterStop,
    DateTimeOffset Timestamp,
    IdToken? IdTag = null,
    StopReason? Reason = null,
    MeterValue[]? TransactionData = null);

/// <summary>Answer to <see cref="StopTransactionRequest"/>; the central system cannot prevent a stop.</summary>
/// <param name="IdTagInfo">Only when the request named a token.</param>
public sealed record StopTransactionResponse(IdTagInfo? IdTagInfo = null);

/// <summary>Why a transaction stopped (OCPP 1.6 section 7.36, there named Reason).</summary>
public enum StopReason
{
    /// <summary>At the charge point, by its user.</summary>
    Local,

    /// <summary>StartTransaction was answered with a token that is not accepted.</summary>
    DeAuthorized,

    /// <summary>The emergency button.</summary>
    EmergencyStop,

    /// <summary>The cable was pulled at the vehicle.</summary>
    EVDisconnected,

    /// <summary>A hard reset.</summary>
    HardReset,

    /// <summary>Anything else.</summary>
    Other,

    /// <summary>The power failed.</summary>
    PowerLoss,

    /// <summary>A reboot nobody asked for.</summary>
    Reboot,

    /// <summary>RemoteStopTransaction.</summary>
    Remote,

    /// <summary>A soft reset.</summary>
    SoftReset,

    /// <summary>UnlockConnector.</summary>
    UnlockCommand,
}

internal sealed class StopTransactionRequestRules : AbstractValidator<StopTransactionRequest>
{
    public StopTransactionRequestRules()
    {
        RuleFor(request => request.IdTag).IdTagLength();
        RuleFor(request => request.TransactionData).Custom(MeterValueRules.Check);
    }
}

internal sealed class StopTransactionResponseRules : AbstractValidator<StopTransactionResponse>
{
    public StopTransactionResponseRules() => RuleFor(response => response.IdTagInfo).SetValidator(new IdTagInfoRules()!);
}
