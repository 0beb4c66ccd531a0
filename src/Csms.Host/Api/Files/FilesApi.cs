using System.Security.Claims;
using Csms.Domain.Files;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Files;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Files;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Csms.Host.Api.Files;

/// <summary><c>/api/v1/firmware</c> and <c>/api/v1/files</c>.</summary>
internal static class FilesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Files");
        group.MapPost("/firmware", EnterFirmware.HandleAsync).WithName("enterFirmware").Needs(Permission.ChangeFiles)
            .WithMetadata(new AcceptsFile()).Refuses(400, 413, 507);
        group.MapGet("/firmware", ListFirmwareAsync).WithName("listFirmware").Needs(Permission.ReadContents).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400);
        group.MapDelete("/firmware/{fileId}", RemoveFirmwareAsync).WithName("removeFirmware").Needs(Permission.ChangeFiles).Refuses(400, 404);
        group.MapGet("/files", ListAsync).WithName("listFiles").Needs(Permission.ReadContents).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400);
        group.MapGet("/files/{fileId}", ReadAsync).WithName("readFile").Needs(Permission.ReadContents).Refuses(400, 404);
        group.MapDelete("/files/{fileId}", RemoveAsync).WithName("removeFile").Needs(Permission.ChangeFiles).Refuses(400, 404);
    }

    /// <summary>List firmware images</summary>
    /// <remarks>Newest first; those that were removed are not there.</remarks>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<FileView>>> ListFirmwareAsync(string? after, int? limit, FileQueries files, CancellationToken cancellationToken) =>
        TypedResults.Ok((await files.ListAsync(new("firmware"), new(after, limit), cancellationToken)).Select(FileView.Of));

    /// <summary>List files</summary>
    /// <remarks>Newest first: firmware images and what charge points uploaded; those that were removed are not there.</remarks>
    /// <param name="kind">firmware, diagnostics or log.</param>
    /// <param name="chargePointId">Only what this charge point sent.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<FileView>>> ListAsync(
        Choice<FileKind>? kind, string? chargePointId, string? after, int? limit, FileQueries files, CancellationToken cancellationToken)
    {
        var word = kind is null ? null : System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.Value.Value.ToString());
        return TypedResults.Ok((await files.ListAsync(new(word, chargePointId), new(after, limit), cancellationToken)).Select(FileView.Of));
    }

    /// <summary>Download a file</summary>
    /// <remarks>Its bytes, in parts if asked for with `Range`; `ETag` is its SHA-256.</remarks>
    /// <param name="fileId">Its id.</param>
    /// <response code="200">The bytes.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`file_not_found`, or `file_not_here`: it was recorded by a node whose folder this one does not share.</response>
    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> ReadAsync(
        Guid fileId, FileRecords records, FileFolder folder, CancellationToken cancellationToken)
    {
        if (await records.FindKeptAsync(fileId, cancellationToken) is not { } file)
            return Problem.Of(StatusCodes.Status404NotFound, "file_not_found", $"There is no file {fileId}.");
        if (folder.Find(fileId, file.Sha256) is not { } path)
            return Problem.Of(StatusCodes.Status404NotFound, "file_not_here", "Its bytes are not in this node's folder; nodes of one database should share Files:Folder.");
        var name = file.Name ?? $"{file.Kind.ToString().ToLowerInvariant()}-{fileId:N}";
        return TypedResults.PhysicalFile(
            path, "application/octet-stream", name, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }

    /// <summary>Remove a firmware image</summary>
    /// <remarks>Its bytes are deleted; charge points that have its address get 404 from now on.</remarks>
    /// <param name="fileId">Its id.</param>
    /// <response code="204">Removed.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`file_not_found`.</response>
    private static Task<Results<NoContent, ProblemHttpResult>> RemoveFirmwareAsync(
        Guid fileId, ClaimsPrincipal caller, FileRecords records, TimeProvider clock, HttpContext http, CancellationToken cancellationToken) =>
        DeleteAsync(fileId, FileKind.Firmware, "rest:remove_firmware", caller, records, clock, http, cancellationToken);

    /// <summary>Remove what a charge point uploaded</summary>
    /// <remarks>Its bytes are deleted; that it came stays on record.</remarks>
    /// <param name="fileId">Its id.</param>
    /// <response code="204">Removed.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`file_not_found`, also for a firmware image.</response>
    private static Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Guid fileId, ClaimsPrincipal caller, FileRecords records, TimeProvider clock, HttpContext http, CancellationToken cancellationToken) =>
        DeleteAsync(fileId, null, "rest:remove_file", caller, records, clock, http, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid fileId,
        FileKind? kind,
        string command,
        ClaimsPrincipal caller,
        FileRecords records,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var (rejection, sequence) = await records.RemoveAsync(fileId, kind, caller.Causes(command, clock), cancellationToken);
        if (rejection is not null)
            return Problem.Of(rejection);
        http.TellsSequence(sequence);
        return TypedResults.NoContent();
    }
}
