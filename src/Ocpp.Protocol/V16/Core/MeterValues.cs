using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>A charge point reports what its meters show (OCPP 1.6 section 4.7).</summary>
/// <param name="ConnectorId">0: the main meter.</param>
/// <param name="TransactionId">64 bits, because charge points send 2^63-1 for "none"; 0 and below have no special meaning (errata 3.54).</param>
public sealed record MeterValuesRequest(int ConnectorId, MeterValue[] MeterValue, long? TransactionId = null);

/// <summary>Answer to <see cref="MeterValuesRequest"/>.</summary>
public sealed record MeterValuesResponse;

internal sealed class MeterValuesRequestRules : AbstractValidator<MeterValuesRequest>
{
    public MeterValuesRequestRules()
    {
        RuleFor(request => request.ConnectorId).ConnectorOrChargePoint();
        RuleFor(request => request.MeterValue).AtLeastOne().WithState(_ => Quirk.List);
        RuleFor(request => request.MeterValue).Custom(MeterValueRules.Check);
    }
}
