using System.Globalization;
using Csms.EventStore;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.Events;

/// <summary><c>/api/v1/events</c>: everything, in the order in which it was committed.</summary>
internal static class EventsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/events").WithTags("Events");
        group.MapGet("", ListAsync).WithName("listEvents").Needs(Permission.ReadEvents).ReturnsPages().Refuses(400);
        group.MapGet("/live", FollowAsync).WithName("followEvents").Needs(Permission.ReadEvents).Refuses(400)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(EventView), ["text/event-stream"]));
    }

    /// <summary>List events</summary>
    /// <remarks>Oldest first and without gaps: whoever has seen `n` has seen everything before `n`. `next` is always there, for asking again later. With `types`, a
    /// page looks at a million events at most: it may be empty although there are more, and the end is where `next` stays where it was.</remarks>
    /// <param name="after">Only events behind this place in the feed; from the beginning when left out.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <param name="types">Only events of these types, separated by commas.</param>
    /// <response code="200">A page.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<EventView>>, ProblemHttpResult>> ListAsync(
        long? after, int? limit, EventTypes? types, PostgresEventStore store, CancellationToken cancellationToken)
    {
        var (position, size) = (after ?? 0, limit ?? PageRequest.Usual);
        var (events, next) = types is { Names: { } names }
            ? await store.LookThroughFeedAsync(position, size, names, cancellationToken)
            : await store.ReadFeedAsync(position, size, cancellationToken) is { Count: > 0 } page ? (page, page[^1].Sequence) : ([], position);
        return TypedResults.Ok(new Page<EventView>([.. events.Select(EventView.Of)], next.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Follow events live</summary>
    /// <remarks>
    /// Server-sent events: `id` is the sequence, `event` the type, `data` the event as JSON. A client that comes back with `Last-Event-ID` misses nothing.
    /// A comment every 15 seconds shows that the connection lives.
    /// </remarks>
    /// <param name="lastEventId">The last sequence that was seen; sent by browsers when they reconnect, and then stronger than `after`.</param>
    /// <param name="after">Begin behind this place in the feed; with what comes from now on when left out.</param>
    /// <param name="types">Only events of these types, separated by commas.</param>
    /// <response code="200">The stream.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static async Task<IResult> FollowAsync(
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        long? after,
        EventTypes? types,
        PostgresEventStore store,
        LiveEvents live,
        CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(lastEventId))
        {
            if (!long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
                return Problem.OfMember(UnreadableRequest.InvalidParameter, "Last-Event-ID", $"\"{lastEventId}\" is not a sequence number");
            after = seen;
        }

        return live.From(after ?? await store.ReadHeadAsync(cancellationToken), types?.Names);
    }
}
