using System.Security.Claims;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Exporting;
using Csms.Host.Security;
using Csms.ReadModels.Analysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Csms.Host.Api.Exports;

internal static class ExportFiles
{
    private const string Gzip = "gzip";

    /// <summary>Fetch the file of an export</summary>
    /// <remarks>
    /// With `Accept-Encoding: gzip` as it is stored, compressed, else unpacked on the way. Either form can be fetched in parts (`Range`), and has an `ETag` of its own that
    /// never changes, so that a download that broke off goes on where it stopped.
    /// </remarks>
    /// <param name="exportId">Its id.</param>
    /// <response code="200">The rows.</response>
    /// <response code="206">The part that was asked for.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`export_not_found`, or `file_not_here`: another node wrote it, whose folder this one does not share.</response>
    /// <response code="409">`export_not_done`: `state` says what it is instead.</response>
    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ReadAsync(
        Guid exportId, ClaimsPrincipal caller, ExportTable exports, ExportFolder folder, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (await exports.FindAsync(exportId, cancellationToken) is not { } export || !caller.MaySee(export))
            return ExportsInBackground.NotFound(exportId);
        if (ExportAccess.PermissionFor(export.Wish.Kind) is var needed && !caller.May(needed))
            return Problem.Of(StatusCodes.Status403Forbidden, "forbidden", $"Exports of {export.Wish.Kind} need the permission {Permissions.NameOf(needed)}.");
        var state = export.ExpiresAt <= clock.GetUtcNow() ? ExportState.Removed : export.State;
        if (state != ExportState.Done)
            return Problem.Of(StatusCodes.Status409Conflict, "export_not_done", Why(state, export.Failure), ("state", state));
        if (folder.Open(export) is not { } file)
            return Problem.Of(StatusCodes.Status404NotFound, "file_not_here", "It is not in this node's folder; nodes of one database should share Files:Folder.");

        var isPacked = http.Request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Value.Equals(Gzip, StringComparison.OrdinalIgnoreCase) && accepted.Quality != 0);
        http.Response.Headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
        if (isPacked)
            http.Response.Headers[HeaderNames.ContentEncoding] = Gzip;
        var isCsv = export.Wish.Format == RowFormat.Csv;
        return TypedResults.Stream(
            isPacked ? file : new UnpackedFile(file, export.Bytes),
            isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson",
            $"{export.Wish.Kind}.{(isCsv ? "csv" : "ndjson")}",
            entityTag: new EntityTagHeaderValue($"\"{export.Sha256}{(isPacked ? "-gzip" : "")}\""),
            enableRangeProcessing: true);
    }

    private static string Why(ExportState state, ExportFailure? failure) => state switch
    {
        ExportState.Failed => $"It failed: {failure?.Reason}",
        ExportState.Cancelled => "It was cancelled; ask for it again.",
        ExportState.Removed => "It was deleted, or its time is over; ask for it again.",
        _ => "It is not finished yet; GET of the export shows how far it is.",
    };
}
