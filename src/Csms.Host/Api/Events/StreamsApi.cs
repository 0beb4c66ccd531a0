using System.Globalization;
using Csms.EventStore;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Replaying;
using Csms.Host.Security;
using Csms.ReadModels;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Events;

/// <summary><c>/api/v1/streams</c>: what happened to one thing, and what it was at any moment.</summary>
internal static class StreamsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/streams/{id}").WithTags("Streams");
        group.MapGet("/events", ListAsync).WithName("listStreamEvents").Needs(Permission.ReadEvents).ReturnsPages().Refuses(400, 404);
        group.MapGet("/replay", ReplayAsync).WithName("replayStream").Needs(Permission.ReadEvents).ReturnsPages().Refuses(400, 404);
        group.MapGet("/state", ReadStateAsync).WithName("readStreamState").Needs(Permission.ReadEvents).Refuses(400, 404);
    }

    /// <summary>List the events of a stream</summary>
    /// <remarks>Oldest first, or newest first.</remarks>
    /// <param name="id">E.g. `charge-point-CP-0815`, `transaction-{uuid}`, `token-{uuid}`, `call-{uuid}`.</param>
    /// <param name="after">Only events behind this version in the order of the list, which is `next` of the page before; from its beginning when left out.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <param name="newestFirst">`true` for the newest event first; `false` when left out.</param>
    /// <param name="asOf">Not beyond this: a sequence number of the feed, or a moment of recording.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    /// <response code="404">`stream_not_found`.</response>
    private static async Task<Results<Ok<Page<EventView>>, ProblemHttpResult>> ListAsync(
        string id, long? after, int? limit, bool? newestFirst, AsOfPoint? asOf, PostgresEventStore store, CancellationToken cancellationToken)
    {
        var size = limit ?? PageRequest.Usual;
        var events = newestFirst is true
            ? await store.ReadNewestOfStreamAsync(id, after ?? long.MaxValue, size + 1, asOf?.Value, cancellationToken)
            : await store.ReadPageOfStreamAsync(id, after ?? 0, size + 1, asOf?.Value, cancellationToken);
        if (events.Count == 0 && !await ExistsAsync(store, id, cancellationToken))
            return NotFound(id);
        var next = events.Count > size ? events[size - 1].Version.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Page<EventView>([.. events.Take(size).Select(EventView.Of)], next));
    }

    /// <summary>Read what a stream folds to, now or then</summary>
    /// <param name="id">E.g. `charge-point-CP-0815`, `transaction-{uuid}`, `token-{uuid}`, `call-{uuid}`.</param>
    /// <param name="asOf">What was known then: a sequence number of the feed, or a moment of recording.</param>
    /// <param name="at">What had happened then, by the charge point's clock and by all that is known today; not together with `asOf`.</param>
    /// <response code="200">The state, and the event it goes up to.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    /// <response code="404">`stream_not_found`: it has no event, or had none then.</response>
    private static async Task<Results<Ok<StreamStateView>, ProblemHttpResult>> ReadStateAsync(
        string id, AsOfPoint? asOf, Instant? at, StreamStates states, CancellationToken cancellationToken)
    {
        if (PointInTime.Objection(asOf, at) is { } objection)
            return Problem.OfMember(UnreadableRequest.InvalidParameter, nameof(at), objection);
        return await states.FoldAsync(id, PointInTime.Of(asOf, at), cancellationToken) is { } state ? TypedResults.Ok(state) : NotFound(id);
    }

    /// <summary>Replay a stream: its events, each with what the stream folds to after it</summary>
    /// <remarks>Oldest first, as it was recorded.</remarks>
    /// <param name="id">E.g. `charge-point-CP-0815`, `transaction-{uuid}`, `token-{uuid}`, `call-{uuid}`.</param>
    /// <param name="after">`next` of the page before, a place in the feed; from the beginning when left out.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    /// <response code="404">`stream_not_found`.</response>
    private static async Task<Results<Ok<Page<ReplayedEvent>>, ProblemHttpResult>> ReplayAsync(
        string id, long? after, int? limit, Replay replay, PostgresEventStore store, CancellationToken cancellationToken)
    {
        var size = limit ?? PageRequest.Usual;
        var replayed = new List<ReplayedEvent>();
        await foreach (var one in replay.RunAsync(new ReplayScope([id], after ?? 0, long.MaxValue), withState: true, cancellationToken, pageSize: size + 1))
        {
            replayed.Add(one);
            if (replayed.Count > size)
                break;
        }

        if (replayed.Count == 0 && !await ExistsAsync(store, id, cancellationToken))
            return NotFound(id);
        var next = replayed.Count > size ? replayed[size - 1].Event.Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Page<ReplayedEvent>([.. replayed.Take(size)], next));
    }

    private static async Task<bool> ExistsAsync(PostgresEventStore store, string id, CancellationToken cancellationToken) =>
        (await store.ListExistingAsync([id], cancellationToken)).Count > 0;

    private static ProblemHttpResult NotFound(string id) =>
        Problem.Of(StatusCodes.Status404NotFound, "stream_not_found", $"There is, or then was, no event in a stream \"{id}\".");
}
