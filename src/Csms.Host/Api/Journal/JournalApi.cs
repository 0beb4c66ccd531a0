using System.Globalization;
using System.Security.Claims;
using Csms.EventStore.Journal;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.Journal;

/// <summary><c>/api/v1/journal</c>: the wire as it was.</summary>
internal static partial class JournalApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/journal").WithTags("Journal");
        group.MapGet("", ListAsync).WithName("listFrames").Needs(Permission.ReadJournal).ReturnsPages().Refuses(400);
        group.MapGet("/live", FollowAsync).WithName("followFrames").Needs(Permission.ReadJournal).Refuses(400)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(JournalFrameView), ["text/event-stream"]));
    }

    /// <summary>List frames and handshakes</summary>
    /// <remarks>
    /// Everything that went over the wire, refused handshakes and malformed frames included, about a second behind. Requests and answers are paired: both have
    /// `latencyMilliseconds`. Gaps, where frames could not be journalled, are listed among the frames of every charge point. Secrets were replaced before they
    /// were stored; idTags, vendors' data and signed meter values read `withheld` unless `idTags=shown` is asked for by who has `read:persons`.
    /// </remarks>
    /// <param name="chargePointId">Only frames of this charge point.</param>
    /// <param name="from">Only frames from then on.</param>
    /// <param name="to">Only frames before then.</param>
    /// <param name="ocppAction">Only this OCPP action, requests and answers.</param>
    /// <param name="direction">Only frames from charge points (in) or to them (out).</param>
    /// <param name="outcome">Only frames that went so.</param>
    /// <param name="uniqueId">Only frames with this OCPP message id.</param>
    /// <param name="correlationId">Only frames of this cause.</param>
    /// <param name="order">newest (first; when left out) or oldest.</param>
    /// <param name="idTags">shown: nothing but secrets is withheld.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    /// <response code="403">`forbidden`: this key may not see idTags.</response>
    private static async Task<Results<Ok<Page<JournalFrameView>>, ProblemHttpResult>> ListAsync(
        string? chargePointId,
        Instant? from,
        Instant? to,
        [FromQuery(Name = "action")] string? ocppAction,
        Choice<JournalDirection>? direction,
        Choice<JournalOutcome>? outcome,
        string? uniqueId,
        string? correlationId,
        string? order,
        string? idTags,
        string? after,
        int? limit,
        ClaimsPrincipal caller,
        JournalQueries journal,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        if (order is not (null or "newest" or "oldest"))
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "order", "is not one of newest, oldest");
        if (Seeing(idTags, caller, chargePointId, loggers) is { } refusal)
            return refusal;
        var filter = new JournalFilter(chargePointId, from?.Value, to?.Value, ocppAction, direction?.Value, outcome?.Value, uniqueId, correlationId);
        var size = limit ?? PageRequest.Usual;
        var rows = await journal.ListAsync(filter, order is not "oldest", after is null ? null : Parse(after), size + 1, cancellationToken);
        var next = rows.Count > size ? Text(rows[size - 1].Position) : null;
        return TypedResults.Ok(new Page<JournalFrameView>([.. rows.Take(size).Select(row => JournalFrameView.Of(row, idTags is not null))], next));
    }

    /// <summary>Follow a charge point's frames live</summary>
    /// <remarks>
    /// Server-sent events: `id` is the frame's id, `event` its kind, `data` the frame. About a second behind. A client that comes back with `Last-Event-ID`
    /// goes on where it was. A comment every 15 seconds shows that the connection lives.
    /// </remarks>
    /// <param name="chargePointId">Whose frames.</param>
    /// <param name="idTags">shown: nothing but secrets is withheld.</param>
    /// <param name="lastEventId">The last id that was seen; sent by browsers when they reconnect.</param>
    /// <response code="200">The stream.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    /// <response code="403">`forbidden`: this key may not see idTags.</response>
    private static async Task<IResult> FollowAsync(
        string chargePointId,
        string? idTags,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        ClaimsPrincipal caller,
        JournalQueries journal,
        LiveJournal live,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        if (Seeing(idTags, caller, chargePointId, loggers) is { } refusal)
            return refusal;
        if (string.IsNullOrEmpty(lastEventId))
            return live.From(chargePointId, await journal.ReadLastIdAsync(cancellationToken), idTags is not null);
        return long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            ? live.From(chargePointId, seen, idTags is not null)
            : Problem.OfMember(UnreadableRequest.InvalidParameter, "Last-Event-ID", $"\"{lastEventId}\" is not the id of a frame");
    }

    /// <summary>Whether the caller may see what it asks for; whoever looks at idTags is named in the log.</summary>
    private static ProblemHttpResult? Seeing(string? idTags, ClaimsPrincipal caller, string? chargePointId, ILoggerFactory loggers)
    {
        if (idTags is null)
            return null;
        if (idTags != "shown")
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "idTags", "is not shown");
        if (!caller.May(Permission.ReadPersons))
            return Problem.Of(StatusCodes.Status403Forbidden, "forbidden", "This key may read the journal, but not the idTags in it.");
        Log.Looked(loggers.CreateLogger(typeof(JournalApi)), caller.Actor(), chargePointId ?? "every charge point");
        return null;
    }

    private static string Text(JournalPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.At.UtcTicks:x}-{position.Id:x}");

    private static JournalPosition Parse(string text) =>
        text.Split('-') is [var at, var id]
        && long.TryParse(at, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks) && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
        && long.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new JournalPosition(new DateTimeOffset(ticks, TimeSpan.Zero), number)
            : throw new InvalidCursorException();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Actor} looks at the frames of {ChargePoint} with their idTags")]
        public static partial void Looked(ILogger logger, string actor, string chargePoint);
    }
}
