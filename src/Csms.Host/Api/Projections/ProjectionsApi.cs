using System.Security.Claims;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Overview;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Rebuilding;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Projecting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Projections;

/// <summary><c>/api/v1/projections/{name}</c>: a read model, and making it anew from the events.</summary>
internal static class ProjectionsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/projections").WithTags("Overview");
        group.MapGet("/{name}", ReadAsync).WithName("readProjection").Needs(Permission.ReadChargePoints).Refuses(404);
        group.MapPost("/{name}/rebuild", RebuildAsync).WithName("rebuildProjection").Needs(Permission.RebuildProjections).Refuses(404, 409);
    }

    /// <summary>Read how far a read model has come</summary>
    /// <param name="name">Of the read model, as `/system` lists them.</param>
    /// <response code="200">Where it stands, and the last rebuild that was asked of the node that answers.</response>
    /// <response code="404">`projection_not_found`.</response>
    private static async Task<Results<Ok<ProjectionView>, ProblemHttpResult>> ReadAsync(
        string name, ProjectionPositions positions, RunningRebuilds rebuilds, CancellationToken cancellationToken) =>
        (await positions.ReadAsync(cancellationToken)).FirstOrDefault(position => position.Name == name) is { } found
            ? TypedResults.Ok(ProjectionView.Of(found, rebuilds.Find(name)))
            : NotFound(name);

    /// <summary>Rebuild a read model</summary>
    /// <remarks>
    /// From the first event, beside the rows that are in use, which stay in use until the new ones take their place in one moment. Charge points go on reporting, and nobody
    /// who reads notices. One at a time on a node; a node that stops leaves everything as it was.
    /// </remarks>
    /// <param name="name">Of the read model, as `/system` lists them.</param>
    /// <response code="202">It has begun; `Location` says where to ask how far it is.</response>
    /// <response code="404">`projection_not_found`.</response>
    /// <response code="409">`rebuild_running`: this node is rebuilding one already, `readModel` says which.</response>
    private static async Task<Results<Accepted<ProjectionView>, ProblemHttpResult>> RebuildAsync(
        string name, ProjectionPositions positions, RunningRebuilds rebuilds, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        if (Catalog.Find(name) is not { } model)
            return NotFound(name);
        var position = (await positions.ReadAsync(cancellationToken)).First(each => each.Name == name);
        return rebuilds.TryBegin(model, caller.Actor()) is { } other
            ? Problem.Of(StatusCodes.Status409Conflict, "rebuild_running", $"{other.ReadModel} is being rebuilt since {other.AskedAt:u}; one at a time.", ("readModel", other.ReadModel))
            : TypedResults.Accepted($"/api/v1/projections/{name}", ProjectionView.Of(position, rebuilds.Find(name)));
    }

    private static ProblemHttpResult NotFound(string name) =>
        Problem.Of(StatusCodes.Status404NotFound, "projection_not_found", $"There is no read model {name}; GET /system lists them.");
}
