using Csms.Domain.Anomalies;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Anomalies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Anomalies;

/// <summary><c>/api/v1/anomalies</c>.</summary>
internal static class AnomaliesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/anomalies").WithTags("Anomalies");
        group.MapGet("", ListAsync).WithName("listAnomalies").Needs(Permission.ReadBills).ReturnsPages().ReadsProjections().Refuses(400);
        group.MapGet("/{id}", ReadAsync).WithName("readAnomaly").Needs(Permission.ReadBills).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapPost("/{id}/accept", DecideOnAnomaly.AcceptAsync).WithName("acceptAnomaly").Needs(Permission.ChangeBills)
            .CheckedBy(new AcceptanceRules()).Refuses(400, 404, 409, 412);
        group.MapPost("/{id}/override", DecideOnAnomaly.OverrideAsync).WithName("overrideAnomaly").Needs(Permission.ChangeBills)
            .CheckedBy(new OverrideRules()).Refuses(400, 404, 409, 412);
    }

    public static ProblemHttpResult NotFound(Guid id) => Problem.Of(StatusCodes.Status404NotFound, "anomaly_not_found", $"There is no anomaly {id}.");

    /// <summary>What a decision is about; one more finding, and it is about something else.</summary>
    public static string VersionOf(FoundAnomaly anomaly) => EditedVersion.Of(anomaly.Finding?.Source, anomaly.End?.GetType().Name);

    /// <summary>List anomalies</summary>
    /// <remarks>What is doubtful in the record, newest first, each with what would put it right. What waits for somebody: `state=open`.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="kind">startWithoutStop, stopWithoutStart, stopRepeatedDifferently, energyDoubtful, clockWrong, unknownToken, remoteStartWithoutStart or reportDoubtful.</param>
    /// <param name="severity">low, medium or high.</param>
    /// <param name="state">open, accepted, overridden or resolved.</param>
    /// <param name="transactionId">Only of this transaction.</param>
    /// <param name="from">Detected at this moment or later.</param>
    /// <param name="to">Detected before this moment.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<AnomalyView>>> ListAsync(
        string? chargePointId,
        Choice<AnomalyKind>? kind,
        Choice<AnomalySeverity>? severity,
        Choice<AnomalyState>? state,
        int? transactionId,
        Instant? from,
        Instant? to,
        string? after,
        int? limit,
        AnomalyQueries anomalies,
        CancellationToken cancellationToken)
    {
        var filter = new AnomalyFilter(
            chargePointId, kind?.Value.ToString(), severity?.Value.ToString(), state?.Value.ToString().ToLowerInvariant(), transactionId, from?.Value, to?.Value);
        return TypedResults.Ok((await anomalies.ListAsync(filter, new(after, limit), cancellationToken)).Select(AnomalyView.Of));
    }

    /// <summary>Read an anomaly</summary>
    /// <remarks>Its `ETag`, handed in as `If-Match`, refuses a decision about something that is not what was read.</remarks>
    /// <param name="id">Its id.</param>
    /// <response code="200">The anomaly.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`anomaly_not_found`.</response>
    private static async Task<Results<Ok<AnomalyView>, ProblemHttpResult>> ReadAsync(
        Guid id, AnomalyQueries anomalies, CommandRunner runner, HttpContext http, CancellationToken cancellationToken)
    {
        // The version first: a view that is newer than it is refused once too often, one that is older never too rarely.
        var version = VersionOf((await runner.LoadAsync(Streams.Anomalies, FoundAnomaly.StreamId(id), cancellationToken)).State);
        if (await anomalies.FindAsync(id, cancellationToken) is not { } row)
            return NotFound(id);
        http.Response.Headers.ETag = version;
        return TypedResults.Ok(AnomalyView.Of(row));
    }
}
