using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Download and install firmware, without a signature (OCPP 1.6 section 5.19, sent by the central system).</summary>
/// <param name="Location">URI of the file.</param>
/// <param name="RetrieveDate">From when on the charge point may fetch it (errata 3.63).</param>
/// <param name="Retries">After a first try that failed (errata 3.50).</param>
/// <param name="RetryInterval">Seconds.</param>
public sealed record UpdateFirmwareRequest(string Location, DateTimeOffset RetrieveDate, int? Retries = null, int? RetryInterval = null);

/// <summary>Answer to <see cref="UpdateFirmwareRequest"/>.</summary>
public sealed record UpdateFirmwareResponse;

internal sealed class UpdateFirmwareRequestRules : AbstractValidator<UpdateFirmwareRequest>
{
    public UpdateFirmwareRequestRules()
    {
        RuleFor(request => request.Location).AbsoluteUri();
        RuleFor(request => request.Retries).NotNegative();
        RuleFor(request => request.RetryInterval).NotNegative();
    }
}
