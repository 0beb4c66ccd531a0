using System.Security.Claims;
using Csms.Domain.Files;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Files;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Csms.Host.Api.Files;

internal static class EnterFirmware
{
    private const int LongestText = 100;

    /// <summary>Enter a firmware image</summary>
    /// <remarks>The body is the image, or a multipart form with a file in it. It lies on this server's disk and is hashed before this answers.</remarks>
    /// <param name="name">File name as charge points shall see it; many go by its extension.</param>
    /// <param name="version">Version of the firmware in it.</param>
    /// <response code="201">Kept; give its `id` to a firmware job.</response>
    /// <response code="400">`invalid_parameter`, or `invalid_body`: there is no file in it.</response>
    /// <response code="413">`body_too_large`: `Files:LargestFirmware` is the limit.</response>
    /// <response code="507">`no_space`: the disk is full or cannot be written.</response>
    public static async Task<Results<Created<FileView>, ProblemHttpResult>> HandleAsync(
        string? name,
        string? version,
        ClaimsPrincipal caller,
        FileFolder folder,
        FileRecords records,
        IOptions<FileSettings> settings,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (Wrong("name", name) is { } wrongName)
            return wrongName;
        if (Wrong("version", version) is { } wrongVersion)
            return wrongVersion;
        FileBody.Allow(http, settings.Value.LargestFirmware);
        if (await FileBody.OpenAsync(http.Request, cancellationToken) is not { } body)
            return Problem.Of(StatusCodes.Status400BadRequest, UnreadableRequest.InvalidBody, "The multipart body has no part with a file name.");

        Arrival arrival;
        try
        {
            arrival = await folder.ReceiveAsync(body, settings.Value.LargestFirmware, cancellationToken);
        }
        catch (FileTooLargeException)
        {
            return Problem.Of(StatusCodes.Status413PayloadTooLarge, "body_too_large", $"An image has at most {settings.Value.LargestFirmware} bytes.");
        }
        catch (IOException e) when (e is not BadHttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return Problem.Of(StatusCodes.Status507InsufficientStorage, "no_space", "The image could not be written to this server's disk.");
        }

        if (arrival.Size == 0)
        {
            FileFolder.Drop(arrival);
            return Problem.Of(StatusCodes.Status400BadRequest, UnreadableRequest.InvalidBody, "The body is empty: it must be the image.");
        }

        var file = new FileEvent.Received(Guid.CreateVersion7(), FileKind.Firmware, arrival.Size, arrival.Sha256, name, version);
        var outcome = await records.KeepAsync(file, arrival, caller.Causes("rest:enter_firmware", clock), cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.Created($"/api/v1/files/{file.FileId:D}", FileView.Of(file, clock.GetUtcNow()));
    }

    private static ProblemHttpResult? Wrong(string parameter, string? text) => text is null || text is { Length: > 0 and <= LongestText } && !text.AsSpan().ContainsAny('/', '\\')
        ? null
        : Problem.OfMember(UnreadableRequest.InvalidParameter, parameter, $"has not 1 to {LongestText} characters, or has a slash in it");
}
