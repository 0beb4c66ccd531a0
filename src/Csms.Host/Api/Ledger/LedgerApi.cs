using System.Globalization;
using Csms.EventStore;
using Csms.EventStore.Ledger;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Ledger.Anchors;
using Csms.Host.Security;
using Csms.ReadModels;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Ledger;

/// <summary><c>/api/v1/ledger</c>: what was sealed, and what proves it.</summary>
internal static class LedgerApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/ledger").WithTags("Ledger");
        group.MapGet("", ReadAsync).WithName("readLedger").Needs(Permission.ReadLedger);
        group.MapGet("/key", ReadKey).WithName("readLedgerKey").Needs(Permission.ReadLedger);
        group.MapGet("/checkpoint", ReadNoteAsync).WithName("readLatestCheckpoint").Needs(Permission.ReadLedger).Refuses(404).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK));
        group.MapGet("/checkpoints", ListAsync).WithName("listCheckpoints").Needs(Permission.ReadLedger).ReturnsPages().Refuses(400);
        group.MapGet("/checkpoints/{size:long}", ReadCheckpointAsync).WithName("readCheckpoint").Needs(Permission.ReadLedger).Refuses(404);
        group.MapGet("/tile/{level:int}/{**place}", ReadTileAsync).WithName("readTile").Needs(Permission.ReadLedger).Refuses(400, 404).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK));
        group.MapGet("/inclusion", ProveInclusionAsync).WithName("proveInclusion").Needs(Permission.ReadLedger).Refuses(400, 404, 409);
        group.MapGet("/consistency", ProveConsistencyAsync).WithName("proveConsistency").Needs(Permission.ReadLedger).Refuses(400, 409);
        LedgerExport.Map(group);
    }

    /// <summary>Read how far the ledger has come</summary>
    /// <response code="200">Size, lag, and what became of the anchors.</response>
    private static async Task<Ok<LedgerView>> ReadAsync(
        EventLedger ledger, PostgresEventStore store, LedgerKey key, AnchorStates anchors, CancellationToken cancellationToken)
    {
        var latest = await ledger.ReadLatestAsync(cancellationToken);
        var taken = await anchors.ReadAsync(cancellationToken);
        return TypedResults.Ok(new LedgerView(
            latest?.Origin, key.Id, latest?.Size ?? 0, latest?.SealedAt, await store.ReadHeadAsync(cancellationToken), taken));
    }

    /// <summary>Read the ledger's public key</summary>
    /// <remarks>Get it once, from somebody you trust, and keep it: whoever could change the events could also answer this request.</remarks>
    /// <response code="200">The key of this node.</response>
    private static Ok<LedgerKeyView> ReadKey(LedgerKey key) => TypedResults.Ok(new LedgerKeyView(key.Id, key.PublicPem()));

    /// <summary>Read the newest checkpoint as text</summary>
    /// <remarks>`text/plain`, a C2SP signed note. With `/tile/…` this is a log as C2SP's tlog-tiles describes it, without the entries.</remarks>
    /// <response code="200">Origin, size, root and signature.</response>
    /// <response code="404">`checkpoint_not_found`: nothing is sealed yet.</response>
    private static async Task<IResult> ReadNoteAsync(EventLedger ledger, CancellationToken cancellationToken) =>
        await ledger.ReadLatestAsync(cancellationToken) is { } latest ? TypedResults.Text(latest.Note, "text/plain; charset=utf-8") : NoCheckpoint("Nothing is sealed yet.");

    /// <summary>List checkpoints</summary>
    /// <remarks>Smallest first. `next` is always there, for asking again later.</remarks>
    /// <param name="after">Only checkpoints of a larger size than this.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<CheckpointView>>, ProblemHttpResult>> ListAsync(
        long? after, int? limit, EventLedger ledger, CancellationToken cancellationToken)
    {
        var checkpoints = await ledger.ReadCheckpointsAsync(after ?? 0, limit ?? PageRequest.Usual, cancellationToken);
        var next = checkpoints.Count > 0 ? checkpoints[^1].Size : after ?? 0;
        return TypedResults.Ok(new Page<CheckpointView>([.. checkpoints.Select(CheckpointView.Of)], next.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Read the checkpoint of a size</summary>
    /// <param name="size">Events it covers.</param>
    /// <response code="200">The checkpoint.</response>
    /// <response code="404">`checkpoint_not_found`: the ledger was never sealed at exactly this size.</response>
    private static async Task<Results<Ok<CheckpointView>, ProblemHttpResult>> ReadCheckpointAsync(long size, EventLedger ledger, CancellationToken cancellationToken) =>
        await ledger.ReadCheckpointAsync(size, cancellationToken) is { } checkpoint ? TypedResults.Ok(CheckpointView.Of(checkpoint)) : NoCheckpoint($"There is no checkpoint of size {size}.");

    /// <summary>Read a tile of hashes</summary>
    /// <remarks>`application/octet-stream`: up to 256 hashes of 32 bytes, as C2SP's tlog-tiles cuts a tree.</remarks>
    /// <param name="level">0 for the events' own hashes; a level up, a hash covers a tile.</param>
    /// <param name="place">`067`, `x001/067`, and with `.p/8` behind it only the first 8 hashes of one that is not full.</param>
    /// <response code="200">The hashes.</response>
    /// <response code="400">`invalid_parameter`: not a place.</response>
    /// <response code="404">`tile_not_found`: the tree has not come so far.</response>
    private static async Task<IResult> ReadTileAsync(int level, string place, EventLedger ledger, CancellationToken cancellationToken)
    {
        if (!TilePlace.TryParse(place, out var index, out var width))
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "place", "is not the place of a tile, e.g. 067, x001/067 or 067.p/8");
        return level >= 0 && await ledger.ReadTileAsync(level, index, width, cancellationToken) is { } hashes
            ? TypedResults.Bytes(hashes, "application/octet-stream")
            : Problem.Of(StatusCodes.Status404NotFound, "tile_not_found", $"The tree has no {width} hashes at {level}/{place}.");
    }

    /// <summary>Prove that an event is in the ledger</summary>
    /// <param name="sequence">The event, by its place in the feed.</param>
    /// <param name="eventId">Or by its id.</param>
    /// <param name="size">In the tree of this size; of the newest checkpoint when left out.</param>
    /// <response code="200">The proof.</response>
    /// <response code="400">`invalid_parameter`: exactly one of sequence and eventId; the size must have been reached, and hold the event.</response>
    /// <response code="404">`event_not_found`. By id an event is looked for around the time that its id carries.</response>
    /// <response code="409">`event_not_sealed`: recorded a moment ago; ask again.</response>
    private static async Task<Results<Ok<InclusionView>, ProblemHttpResult>> ProveInclusionAsync(
        long? sequence, Guid? eventId, long? size, EventLedger ledger, PostgresEventStore store, CancellationToken cancellationToken)
    {
        if (sequence is null == eventId is null)
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "sequence", "exactly one of sequence and eventId names the event");
        var found = sequence ?? await ledger.FindAsync(eventId!.Value, cancellationToken) ?? 0;
        if (found < 1 || found > await store.ReadHeadAsync(cancellationToken))
            return Problem.Of(StatusCodes.Status404NotFound, "event_not_found", "There is no such event.");
        var reached = (await ledger.ReadLatestAsync(cancellationToken))?.Size ?? 0;
        if (found > reached)
            return Problem.Of(StatusCodes.Status409Conflict, "event_not_sealed", $"Event {found} is not sealed yet; that takes about a second.");
        var treeSize = size ?? reached;
        if (treeSize < found || treeSize > reached)
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "size", $"{treeSize} is not from {found} to {reached}");
        var proof = await ledger.ProveInclusionAsync(found, treeSize, cancellationToken);
        var checkpoint = await ledger.ReadCheckpointAsync(treeSize, cancellationToken);
        return TypedResults.Ok(new InclusionView(found, proof.Leaf, treeSize, proof.LeafHash, proof.Hashes, checkpoint?.Note));
    }

    /// <summary>Prove that the ledger has grown from a smaller one</summary>
    /// <param name="from">The smaller size, 1 or more.</param>
    /// <param name="to">The larger size; that of the newest checkpoint when left out.</param>
    /// <response code="200">The proof.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    /// <response code="409">`size_not_reached`: the ledger is smaller.</response>
    private static async Task<Results<Ok<ConsistencyView>, ProblemHttpResult>> ProveConsistencyAsync(
        long from, long? to, EventLedger ledger, CancellationToken cancellationToken)
    {
        var reached = (await ledger.ReadLatestAsync(cancellationToken))?.Size ?? 0;
        var larger = to ?? reached;
        if (from < 1)
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "from", "is 1 or more");
        if (Math.Max(from, larger) > reached)
            return Problem.Of(StatusCodes.Status409Conflict, "size_not_reached", $"The ledger's size is {reached}.");
        if (from > larger)
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "from", $"{from} is larger than {larger}");
        return TypedResults.Ok(new ConsistencyView(from, larger, await ledger.ProveConsistencyAsync(from, larger, cancellationToken)));
    }

    private static ProblemHttpResult NoCheckpoint(string why) => Problem.Of(StatusCodes.Status404NotFound, "checkpoint_not_found", why);
}
