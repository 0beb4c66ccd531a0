using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Upload a diagnostics file (OCPP 1.6 section 5.9, sent by the central system).</summary>
/// <param name="Location">URI of the folder to upload to.</param>
/// <param name="Retries">After a first try that failed (errata 3.50).</param>
/// <param name="RetryInterval">Seconds.</param>
/// <param name="StartTime">Oldest entry wanted.</param>
/// <param name="StopTime">Newest entry wanted.</param>
public sealed record GetDiagnosticsRequest(
    string Location,
    int? Retries = null,
    int? RetryInterval = null,
    DateTimeOffset? StartTime = null,
    DateTimeOffset? StopTime = null);

/// <summary>Answer to <see cref="GetDiagnosticsRequest"/>.</summary>
/// <param name="FileName">Absent: there is nothing to upload.</param>
public sealed record GetDiagnosticsResponse(string? FileName = null);

internal sealed class GetDiagnosticsRequestRules : AbstractValidator<GetDiagnosticsRequest>
{
    public GetDiagnosticsRequestRules()
    {
        RuleFor(request => request.Location).AbsoluteUri();
        RuleFor(request => request.Retries).NotNegative();
        RuleFor(request => request.RetryInterval).NotNegative();
        RuleFor(request => request.StopTime).Must((request, stop) => !(stop < request.StartTime)).WithMessage("is before startTime");
    }
}

internal sealed class GetDiagnosticsResponseRules : AbstractValidator<GetDiagnosticsResponse>
{
    public GetDiagnosticsResponseRules() => RuleFor(response => response.FileName).NoLongerThan(255);
}
