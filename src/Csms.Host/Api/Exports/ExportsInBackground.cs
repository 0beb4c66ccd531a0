using System.Security.Claims;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.People;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Exporting;
using Csms.Host.Security;
using Csms.ReadModels;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Exports;

/// <summary><c>/api/v1/exports</c>: the same rows as <c>/exports/sessions</c> and its like, but written by the server while nobody waits.</summary>
internal static class ExportsInBackground
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/exports").WithTags("Analysis");
        group.MapPost("", RequestExport.HandleAsync).WithName("requestExport").Needs(Permission.ReadTransactions).CheckedBy(new NewExportRules()).Refuses(400, 409, 429);
        group.MapGet("", ListAsync).WithName("listExports").Needs(Permission.ReadTransactions).ReturnsPages().Refuses(400);
        group.MapGet("/{exportId}", ReadAsync).WithName("readExport").Needs(Permission.ReadTransactions).Refuses(400, 404);
        group.MapGet("/{exportId}/file", ExportFiles.ReadAsync).WithName("readExportFile").Needs(Permission.ReadTransactions).Refuses(400, 404, 409)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK), new ProducesResponseTypeMetadata(StatusCodes.Status206PartialContent));
        group.MapDelete("/{exportId}", DeleteAsync).WithName("deleteExport").Needs(Permission.ReadTransactions).Refuses(400, 404);
    }

    public static ProblemHttpResult NotFound(Guid exportId) => Problem.Of(StatusCodes.Status404NotFound, "export_not_found", $"There is no export {exportId} of yours.");

    /// <summary>List exports</summary>
    /// <remarks>Newest first: one's own, and everybody's for who has `manage:exports`. They are remembered for three months after their file is gone.</remarks>
    /// <param name="state">queued, running, done, failed, cancelled or removed.</param>
    /// <param name="mine">true: only one's own.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<ExportView>>> ListAsync(
        Choice<ExportState>? state, bool? mine, string? after, int? limit, ClaimsPrincipal caller, ExportTable exports, CancellationToken cancellationToken)
    {
        var size = limit ?? PageRequest.Usual;
        var asker = mine == true || !caller.May(Permission.ManageExports) ? caller.Id() : (Guid?)null;
        var rows = await exports.ListAsync(asker, state?.Value, IdCursor.Parse(after), size + 1, cancellationToken);
        return TypedResults.Ok(IdCursor.Page(rows, size, ExportView.Of, view => view.Id));
    }

    /// <summary>Read an export</summary>
    /// <param name="exportId">Its id.</param>
    /// <response code="200">How far it is, and what became of it.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`export_not_found`, also for somebody else's.</response>
    private static async Task<Results<Ok<ExportView>, ProblemHttpResult>> ReadAsync(
        Guid exportId, ClaimsPrincipal caller, ExportTable exports, CancellationToken cancellationToken) =>
        await exports.FindAsync(exportId, cancellationToken) is { } export && caller.MaySee(export)
            ? TypedResults.Ok(ExportView.Of(export))
            : NotFound(exportId);

    /// <summary>Cancel an export, or delete its file</summary>
    /// <remarks>Again changes nothing. That it was asked for stays in the list for a while.</remarks>
    /// <param name="exportId">Its id.</param>
    /// <response code="204">It does not go on, and there is no file.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`export_not_found`, also for somebody else's.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid exportId, ClaimsPrincipal caller, ExportTable exports, ExportFolder folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await exports.FindAsync(exportId, cancellationToken) is not { } export || !caller.MaySee(export))
            return NotFound(exportId);
        await exports.EndAsync(exportId, clock.GetUtcNow(), cancellationToken);
        // Other nodes find it out when they tidy up.
        folder.Delete(export);
        return TypedResults.NoContent();
    }
}
