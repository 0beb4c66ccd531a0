using System.Security.Claims;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Certificates;

/// <summary>Which common name a charge point's certificate must have.</summary>
/// <param name="Rule">either, serialNumber or identity; either when left out.</param>
/// <param name="SerialNumber">The serial number it must be; left out: the one it reports when it boots.</param>
internal sealed record CertificateName(CertificateNameRule Rule = CertificateNameRule.Either, string? SerialNumber = null)
{
    public static CertificateName Example { get; } = new(CertificateNameRule.SerialNumber, "SN-0815");
}

internal sealed class CertificateNameRules : AbstractValidator<CertificateName>
{
    public CertificateNameRules() => RuleFor(body => body.SerialNumber).Must(number => number is null || (number.Length is > 0 and <= 64 && !number.Any(char.IsControl)))
        .WithMessage("has not 1 to 64 characters, or has control characters");
}

internal static class DecideCertificateName
{
    /// <summary>Read which common name a charge point's certificate must have</summary>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="200">The rule.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    public static async Task<Results<Ok<CertificateName>, ProblemHttpResult>> ReadAsync(string id, CommandRunner runner, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken)).State is { Exists: true } state
            ? TypedResults.Ok(new CertificateName(state.CertificateNameRule, state.CertificateSerialNumber))
            : Problem.NoChargePoint(id);

    /// <summary>Decide which common name a charge point's certificate must have</summary>
    /// <remarks>Counts for certificates that are requested, and for those shown at the door, from now on. A serial number entered here is believed rather
    /// than one that the charge point reports.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="200">Decided, or as it was wanted already.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    public static async Task<Results<Ok<CertificateName>, ProblemHttpResult>> HandleAsync(
        string id, CertificateName body, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId(id),
            new ChargePointCommand.RequestCertificateName(body.Rule, body.SerialNumber),
            caller.Causes("rest:decide_certificate_name", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.Ok(body);
    }
}
