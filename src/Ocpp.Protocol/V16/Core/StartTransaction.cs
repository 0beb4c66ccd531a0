using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>A charge point started a transaction, now or while it was offline (OCPP 1.6 section 4.8).</summary>
/// <param name="MeterStart">Register in Wh; 64 bits, because registers of DC meters outgrow 32.</param>
/// <param name="Timestamp">The charge point's clock.</param>
/// <param name="ReservationId">The reservation that this start used up.</param>
public sealed record StartTransactionRequest(int ConnectorId, IdToken IdTag, long MeterStart, DateTimeOffset Timestamp, int? ReservationId = null);

/// <summary>Answer to <see cref="StartTransactionRequest"/>; has a transaction id whatever the token is worth.</summary>
/// <param name="TransactionId">1 to 2^31-1: charge points take 0 and below for "none".</param>
public sealed record StartTransactionResponse(IdTagInfo IdTagInfo, int TransactionId);

/// <summary>Connector 0 passes although section 4.8 wants more: its sanity checks are not to keep a start from being answered.</summary>
internal sealed class StartTransactionRequestRules : AbstractValidator<StartTransactionRequest>
{
    public StartTransactionRequestRules()
    {
        RuleFor(request => request.ConnectorId).ConnectorOrChargePoint();
        RuleFor(request => request.IdTag).IdTagLength();
    }
}

internal sealed class StartTransactionResponseRules : AbstractValidator<StartTransactionResponse>
{
    public StartTransactionResponseRules() => RuleFor(response => response.IdTagInfo).SetValidator(new IdTagInfoRules());
}
