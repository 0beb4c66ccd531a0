using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Jobs;

/// <summary><c>/api/v1/jobs</c>, and the jobs of a charge point.</summary>
internal static class JobsApi
{
    private static readonly string[] Kinds = ["firmware", "signed_firmware", "diagnostics", "log"];

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Jobs");
        group.MapPost("/charge-points/{id}/firmware-jobs", RequestFirmwareJob.HandleAsync).WithName("requestFirmwareJob").Needs(Permission.SendCommands)
            .CheckedBy(new FirmwareJobRules()).Refuses(400, 404, 409, 422);
        group.MapPost("/charge-points/{id}/diagnostics-jobs", RequestUploadJob.DiagnosticsAsync).WithName("requestDiagnosticsJob").Needs(Permission.SendCommands)
            .CheckedBy(new DiagnosticsJobRules()).Refuses(400, 404, 409);
        group.MapPost("/charge-points/{id}/log-jobs", RequestUploadJob.LogAsync).WithName("requestLogJob").Needs(Permission.SendCommands)
            .CheckedBy(new LogJobRules()).Refuses(400, 404, 409);
        group.MapGet("/jobs", ListAsync).WithName("listJobs").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400);
        group.MapGet("/jobs/{jobId}", ReadAsync).WithName("readJob").Needs(Permission.ReadChargePoints).ReadsProjections(catchesUp: true).Refuses(400, 404);
    }

    /// <summary>List jobs</summary>
    /// <remarks>
    /// Newest first: updates of firmware and uploads of diagnostics and logs, however they were asked for, and those that charge points told of unasked.
    /// </remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="kind">firmware, signed_firmware, diagnostics or log.</param>
    /// <param name="state">Only in this state.</param>
    /// <param name="stale">true: only those of which a status has been due for 15 minutes.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<JobView>>, ProblemHttpResult>> ListAsync(
        string? chargePointId,
        string? kind,
        string? state,
        bool? stale,
        string? after,
        int? limit,
        JobQueries jobs,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (kind is not null && !Kinds.Contains(kind))
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "kind", "is not one of " + string.Join(", ", Kinds));
        if (state is not null && !JobState.All.Contains(state))
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "state", "is not one of " + string.Join(", ", JobState.All));
        var now = clock.GetUtcNow();
        var filter = new JobFilter(chargePointId, kind, state, stale == true ? now - JobView.Patience : null);
        return TypedResults.Ok((await jobs.ListAsync(filter, new(after, limit), cancellationToken)).Select(row => JobView.Of(row, now)));
    }

    /// <summary>Read a job</summary>
    /// <param name="jobId">Its id: that of the call.</param>
    /// <response code="200">The job.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`job_not_found`.</response>
    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> ReadAsync(Guid jobId, JobQueries jobs, TimeProvider clock, CancellationToken cancellationToken) =>
        await jobs.FindAsync(jobId, cancellationToken) is { } row
            ? TypedResults.Ok(JobView.Of(row, clock.GetUtcNow()))
            : Problem.Of(StatusCodes.Status404NotFound, "job_not_found", $"There is no job {jobId}.");
}
