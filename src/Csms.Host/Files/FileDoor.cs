using Csms.Domain.Files;
using Csms.EventStore;
using Csms.Host.Limits;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Csms.Host.Files;

/// <summary>
/// What charge points reach of the files: <c>/files/d/{token}</c> to fetch and <c>/files/u/{token}</c> to send. Many take the address for a folder and put a
/// name of their own behind it; it is read by nobody. What is unknown, expired or wrong is answered alike.
/// </summary>
internal sealed partial class FileDoor(
    FileLinks links, FileRecords records, FileFolder folder, IOptions<FileSettings> settings, TimeProvider clock, ILogger<FileDoor> logger) : IDisposable
{
    private const string RetryAfterSeconds = "60";
    private readonly SemaphoreSlim room = new(settings.Value.MostTransfers);

    public static void Map(WebApplication app)
    {
        app.MapMethods(FileLinks.DownloadPath + "{token}/{**name}", ["GET", "HEAD"], (string token, FileDoor door, HttpContext http) => door.FetchAsync(token, http))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapMethods(FileLinks.UploadPath + "{token}/{**name}", ["PUT", "POST"], (string token, FileDoor door, HttpContext http) => door.TakeAsync(token, http))
            .AllowAnonymous().ExcludeFromDescription();
    }

    public void Dispose() => room.Dispose();

    /// <summary>As often as it likes while the address lives, in parts if it likes.</summary>
    private async Task<IResult> FetchAsync(string token, HttpContext http)
    {
        if (await links.FindAsync(token, isUpload: false, clock.GetUtcNow(), http.RequestAborted) is not { } link
            || await records.FindKeptAsync(link.FileId, http.RequestAborted) is not { } file)
        {
            return TypedResults.NotFound();
        }

        if (folder.Find(file.FileId, file.Sha256) is not { } path)
        {
            Log.NotHere(logger, link.ChargePointId, file.FileId);
            return TypedResults.NotFound();
        }

        http.Features.Get<Newcomer>()?.IsKnown();
        Log.Fetched(logger, link.ChargePointId, file.FileId, http.Request.Headers.Range.ToString());
        return TypedResults.PhysicalFile(path, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }

    private async Task<IResult> TakeAsync(string token, HttpContext http)
    {
        if (!room.Wait(0))
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            return await links.FindAsync(token, isUpload: true, clock.GetUtcNow(), http.RequestAborted) is { } link
                ? await TakeAsync(link, http)
                : TypedResults.NotFound();
        }
        catch (Exception e) when (e is FileTooLargeException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            Log.TooLarge(logger, settings.Value.LargestUpload);
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            Log.NotRecorded(logger, e.Message);
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e) when (e is IOException or InvalidDataException && !http.RequestAborted.IsCancellationRequested && e is not BadHttpRequestException)
        {
            Log.NotKept(logger, e.Message);
            return TypedResults.StatusCode(e is InvalidDataException ? StatusCodes.Status400BadRequest : StatusCodes.Status507InsufficientStorage);
        }
        finally
        {
            room.Release();
        }
    }

    private async Task<IResult> TakeAsync(FileLink link, HttpContext http)
    {
        // Part of a file is no file (RFC 9110 section 14.5).
        if (http.Request.Headers.ContainsKey(HeaderNames.ContentRange))
            return TypedResults.BadRequest();
        http.Features.Get<Newcomer>()?.IsKnown();
        FileBody.Allow(http, settings.Value.LargestUpload);
        if (await FileBody.OpenAsync(http.Request, http.RequestAborted) is not { } body)
            return TypedResults.BadRequest();
        var arrival = await folder.ReceiveAsync(body, settings.Value.LargestUpload, http.RequestAborted);
        // It was read to its end: from here on it is kept, also if the sender does not wait for the answer, and also if it is empty: so may a log be.
        var file = new FileEvent.Received(link.FileId, link.Kind, arrival.Size, arrival.Sha256, ChargePointId: link.ChargePointId, CallId: link.CallId);
        var outcome = await records.KeepAsync(file, arrival, MetadataOf(link), CancellationToken.None);
        Log.Taken(logger, link.ChargePointId, link.FileId, arrival.Size, outcome.Rejection?.Code ?? "kept");
        return outcome switch
        {
            { Rejection: not null } => TypedResults.Conflict(),
            { Sequence: 0 } => TypedResults.Ok(),
            _ => TypedResults.StatusCode(StatusCodes.Status201Created),
        };
    }

    private EventMetadata MetadataOf(FileLink link) =>
        new($"charge-point:{link.ChargePointId}", clock.GetUtcNow(), CorrelationId: $"call:{link.CallId:D}", CausationId: $"call:{link.CallId:D}");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Charge point {ChargePoint} fetches file {FileId} ({Range})")]
        public static partial void Fetched(ILogger logger, string chargePoint, Guid fileId, string range);

        [LoggerMessage(2, LogLevel.Information, "Charge point {ChargePoint} sent file {FileId} of {Size} bytes ({Outcome})")]
        public static partial void Taken(ILogger logger, string chargePoint, Guid fileId, long size, string outcome);

        [LoggerMessage(3, LogLevel.Error, "Charge point {ChargePoint} wants file {FileId}, whose bytes are not in this node's folder; nodes of one database should share Files:Folder")]
        public static partial void NotHere(ILogger logger, string chargePoint, Guid fileId);

        [LoggerMessage(4, LogLevel.Warning, "An upload of more than {Largest} bytes was refused")]
        public static partial void TooLarge(ILogger logger, long largest);

        [LoggerMessage(5, LogLevel.Warning, "An upload could not be recorded and was answered with 503 ({Why})")]
        public static partial void NotRecorded(ILogger logger, string why);

        [LoggerMessage(6, LogLevel.Error, "An upload could not be kept ({Why})")]
        public static partial void NotKept(ILogger logger, string why);
    }
}
