using System.Security.Claims;
using Csms.Domain.Certificates;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Certificates;

/// <summary>Why a certificate shall be worth nothing any more.</summary>
/// <param name="Reason">unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation or privilegeWithdrawn; unspecified when left out.</param>
internal sealed record CertificateRevocation(RevocationReason Reason = RevocationReason.Unspecified)
{
    public static CertificateRevocation Example { get; } = new(RevocationReason.KeyCompromise);
}

internal static class RevokeCertificate
{
    /// <summary>Revoke a certificate</summary>
    /// <remarks>
    /// For good. It opens no door from now on, a connection that was opened with it is closed, its key is never certified again, and it is on the list that
    /// `/pki/rsa.crl` or `/pki/ecdsa.crl` serves. A charge point without another one is locked out.
    /// </remarks>
    /// <param name="certificateId">Its id.</param>
    /// <response code="204">Revoked, or revoked already.</response>
    /// <response code="400">`invalid_parameter`, `invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`certificate_not_found`.</response>
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid certificateId,
        CertificateRevocation? body,
        ClaimsPrincipal caller,
        CommandRunner runner,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(
            Streams.Certificates,
            Certificate.StreamId(certificateId),
            new CertificateCommand.RequestRevocation(body?.Reason ?? RevocationReason.Unspecified),
            caller.Causes("rest:revoke_certificate", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.NoContent();
    }
}
