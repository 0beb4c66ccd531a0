using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Chains;

/// <summary><c>/api/v1/chains</c>: who and why.</summary>
internal static class ChainsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/chains/{id}", ReadAsync).WithTags("Chains").WithName("readChain").Needs(Permission.ReadJournal).ReadsProjections(catchesUp: true).Refuses(400, 404);

    /// <summary>Read what something set off</summary>
    /// <remarks>
    /// From a REST request or a frame through the call, its frames and its answer to every event that followed, also in other streams. Frames are listed as long
    /// as the journal keeps them (with idTags withheld), events for ever.
    /// </remarks>
    /// <param name="id">
    /// A correlation id (`X-Correlation-ID` of a request, `correlationId` of an event or a frame), or `event:{sequence}` or `call:{call id}` (or the call's
    /// id alone) for the chain it belongs to. A slash is written `%2F`.
    /// </param>
    /// <response code="200">The chain.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`chain_not_found`: nothing is known under this id, or no longer.</response>
    private static async Task<Results<Ok<ChainView>, ProblemHttpResult>> ReadAsync(string id, ChainReader chains, CancellationToken cancellationToken) =>
        await chains.FindAsync(id, cancellationToken) is { } chain
            ? TypedResults.Ok(chain)
            : Problem.Of(StatusCodes.Status404NotFound, "chain_not_found", $"Nothing is known, or kept, under \"{id}\".");
}
