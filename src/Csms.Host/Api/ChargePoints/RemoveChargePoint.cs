using System.Security.Claims;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.ChargePoints;

internal static class RemoveChargePoint
{
    /// <summary>Take a charge point out of service</summary>
    /// <remarks>Its password is deleted and its connection closed. Its history stays, and it may be registered again.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="ifMatch">ETag of the settings that were read.</param>
    /// <response code="204">Removed.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    /// <response code="412">`precondition_failed`.</response>
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        string id,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        CommandRunner runner,
        Credentials credentials,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var removed = await runner.RunAsync(
            Streams.ChargePoints.OnlyIf(ifMatch, ChangeChargePoint.VersionOf),
            ChargePoint.StreamId(id),
            new ChargePointCommand.RequestRemoval(),
            caller.Causes("rest:remove_charge_point", clock),
            cancellationToken);
        if (removed.Rejection is { } rejection)
            return Problem.Of(rejection);

        // A crash before this leaves a hash that opens nothing: admission asks the stream first, and a new registration begins without a password.
        await credentials.RemoveAsync(id, CancellationToken.None);
        http.TellsSequence(removed.Sequence);
        return TypedResults.NoContent();
    }
}
