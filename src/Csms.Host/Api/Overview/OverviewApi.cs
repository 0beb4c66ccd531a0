using System.Security.Claims;
using Csms.EventStore;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Rebuilding;
using Csms.Host.Security;
using Csms.ReadModels.Overview;
using Csms.ReadModels.Projecting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Overview;

/// <summary><c>/api/v1/overview</c> and <c>/api/v1/system</c>: a glance, without paging through everything.</summary>
internal static class OverviewApi
{
    private const int MostTroubles = 50;
    private static readonly TimeSpan UsualPeriod = TimeSpan.FromDays(1);

    // Charge points are often set to a reading in 15 minutes: one may be late.
    private static readonly TimeSpan PowerIsOfNow = TimeSpan.FromMinutes(30);

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Overview");
        group.MapGet("/overview", ReadAsync).WithName("readOverview").Needs(Permission.ReadChargePoints).ReadsProjections().Refuses(400);
        group.MapGet("/system", ReadSystemAsync).WithName("readSystem").Needs(Permission.ReadChargePoints).ReadsProjections();
    }

    /// <summary>Read what is going on and what is wrong</summary>
    /// <param name="since">From which moment started sessions, their energy and what they were billed are counted; the last 24 hours when left out.</param>
    /// <response code="200">Counts, and what cannot be charged at.</response>
    /// <response code="400">`invalid_parameter`.</response>
    private static async Task<Ok<OverviewView>> ReadAsync(
        Instant? since, OverviewQueries overview, ProjectionPositions positions, ClaimsPrincipal caller, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var from = since?.Value ?? now - UsualPeriod;
        var readsBills = caller.May(Permission.ReadBills);
        // One after the other: whoever looks holds one connection, as every reader.
        return TypedResults.Ok(new OverviewView(
            ChargePointCountsView.Of(await overview.CountChargePointsAsync(cancellationToken)),
            SessionCountsView.Of(await overview.CountSessionsAsync(from, cancellationToken), await overview.SumPowerAsync(now - PowerIsOfNow, cancellationToken)),
            from,
            [.. (await overview.ListFaultsAsync(MostTroubles, cancellationToken)).Select(TroubleView.Of)],
            [.. (await overview.ListOfflineAsync(MostTroubles, cancellationToken)).Select(TroubleView.Of)],
            (await positions.ReadAsync(cancellationToken)).Max(p => p.Lag),
            readsBills ? [.. (await overview.SumRevenueAsync(from, cancellationToken)).Select(RevenueView.Of)] : null,
            readsBills ? AnomalyCountsView.Of(await overview.CountAnomaliesAsync(cancellationToken)) : null));
    }

    /// <summary>Read how the machinery is doing</summary>
    /// <response code="200">The feed's head, every read model, and the nodes that hold connections.</response>
    private static async Task<Ok<SystemView>> ReadSystemAsync(
        OverviewQueries overview, ProjectionPositions positions, RunningRebuilds rebuilds, PostgresEventStore store, CancellationToken cancellationToken)
    {
        var projections = await positions.ReadAsync(cancellationToken);
        var recorded = await store.ReadHeadAsync(cancellationToken);
        var nodes = await overview.ListNodesAsync(cancellationToken);
        return TypedResults.Ok(new SystemView(recorded, [.. projections.Select(p => ProjectionView.Of(p, rebuilds.Find(p.Name)))], [.. nodes.Select(NodeView.Of)]));
    }
}
