using System.Security.Claims;
using Csms.Domain.Tariffs;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Tariffs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Tariffs;

/// <summary><c>/api/v1/tariffs</c>.</summary>
internal static class TariffsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/tariffs").WithTags("Tariffs");
        group.MapPost("", PublishTariff.CreateAsync).WithName("publishTariff").Needs(Permission.ChangeTariffs).Refuses(400, 409, 422);
        group.MapGet("", ListAsync).WithName("listTariffs").Needs(Permission.ReadBills).ReturnsPages().ReadsProjections().Refuses(400);
        group.MapGet("/{tariffId}", ReadAsync).WithName("readTariff").Needs(Permission.ReadBills).Refuses(400, 404);
        group.MapPut("/{tariffId}", PublishTariff.ChangeAsync).WithName("changeTariff").Needs(Permission.ChangeTariffs).Refuses(400, 404, 409, 422);
        group.MapDelete("/{tariffId}", EndAsync).WithName("endTariff").Needs(Permission.ChangeTariffs).Refuses(400, 404, 409);
        group.MapPost("/{tariffId}/simulations", SimulateTariff.HandleAsync).WithName("simulateTariff").Needs(Permission.ReadBills).ReadsProjections(catchesUp: true)
            .CheckedBy(new SimulationRules()).Refuses(400, 404, 422);
    }

    public static ProblemHttpResult NotFound(string tariffId) =>
        Problem.Of(StatusCodes.Status404NotFound, "tariff_not_found", $"No such tariff, or no such version of it, was published: \"{tariffId}\".");

    /// <summary>A version by its number, or the newest; null when there is none.</summary>
    public static async Task<(VersionedTariff Tariff, TariffVersion? Version)> FindAsync(string tariffId, int? version, CommandRunner runner, CancellationToken cancellationToken)
    {
        var tariff = (await runner.LoadAsync(Streams.Tariffs, VersionedTariff.StreamId(tariffId), cancellationToken)).State;
        return (tariff, version is { } number ? tariff.Version(number) : tariff.Latest);
    }

    /// <summary>List tariffs</summary>
    /// <remarks>By their newest versions, newest first; those that ended are there too.</remarks>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<TariffView>>> ListAsync(string? after, int? limit, TariffQueries tariffs, CancellationToken cancellationToken)
    {
        var page = await tariffs.ListAsync(new(after, limit), cancellationToken);
        return TypedResults.Ok(page.Select(row => new TariffView(row.TariffId, row.Version, row.InForceFrom, row.WithdrawnFrom, new(row.Document))));
    }

    /// <summary>Read a tariff</summary>
    /// <param name="tariffId">OCPI's id of the tariff.</param>
    /// <param name="version">Which version; the newest when left out.</param>
    /// <response code="200">The version, never behind.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`tariff_not_found`.</response>
    private static async Task<Results<Ok<TariffView>, ProblemHttpResult>> ReadAsync(
        string tariffId, int? version, CommandRunner runner, CancellationToken cancellationToken) =>
        await FindAsync(tariffId, version, runner, cancellationToken) is ({ } tariff, { } found) ? TypedResults.Ok(TariffView.Of(tariff, found)) : NotFound(tariffId);

    /// <summary>End a tariff</summary>
    /// <remarks>Sessions that start later are not priced by it; where it is assigned, the next assignment decides. It may be published again.</remarks>
    /// <param name="tariffId">OCPI's id of the tariff.</param>
    /// <param name="from">For sessions that start from then on; now when left out.</param>
    /// <response code="204">Ended, or about to.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`tariff_not_found`.</response>
    /// <response code="409">`in_force_in_the_past`.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        string tariffId, Instant? from, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var outcome = await runner.RunAsync(
            Streams.Tariffs,
            VersionedTariff.StreamId(tariffId),
            new TariffCommand.RequestWithdrawal(from?.Value ?? now, now),
            caller.Causes("rest:end_tariff", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.NoContent();
    }
}
