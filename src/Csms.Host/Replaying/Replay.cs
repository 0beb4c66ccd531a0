using System.Runtime.CompilerServices;
using System.Text.Json;
using Csms.EventStore;
using Csms.Host.Api.Events;

namespace Csms.Host.Replaying;

/// <summary>What is replayed.</summary>
/// <param name="Streams">Everything when null.</param>
/// <param name="After">Begins behind this place in the feed.</param>
/// <param name="UpTo">Ends with this place in the feed.</param>
internal sealed record ReplayScope(IReadOnlyCollection<string>? Streams, long After, long UpTo);

/// <summary>An event, and what its stream folds to with it.</summary>
/// <param name="State">The aggregate after the event; absent when it was not asked for, or for streams that this program cannot fold.</param>
internal sealed record ReplayedEvent(EventView Event, JsonElement? State)
{
    public static ReplayedEvent Example { get; } = new(EventView.Example, JsonElement.Parse("""{"exists":true,"id":"CP-0815","connected":true}"""));
}

/// <summary>Tells again what happened, in the order in which it was recorded.</summary>
internal sealed class Replay(PostgresEventStore store)
{
    // A long range touches many streams; those that come again after this many others are folded anew.
    private const int MostFolds = 5_000;

    public async IAsyncEnumerable<ReplayedEvent> RunAsync(ReplayScope scope, bool withState, [EnumeratorCancellation] CancellationToken cancellationToken, int pageSize = 1000)
    {
        var folds = new Dictionary<string, StreamFold?>();
        var after = scope.After;
        while (true)
        {
            var page = await store.ReadStretchAsync(after, scope.UpTo, scope.Streams, pageSize, cancellationToken);
            foreach (var recorded in page)
                yield return new(EventView.Of(recorded), withState ? await EvolveAsync(folds, recorded, cancellationToken) : null);
            if (page.Count < pageSize)
                yield break;
            after = page[^1].Sequence;
        }
    }

    private async Task<JsonElement?> EvolveAsync(Dictionary<string, StreamFold?> folds, RecordedEvent recorded, CancellationToken cancellationToken)
    {
        if (!folds.TryGetValue(recorded.StreamId, out var fold))
        {
            if (folds.Count >= MostFolds)
                folds.Clear();
            folds[recorded.StreamId] = fold = await FoldBeforeAsync(recorded, cancellationToken);
        }

        fold?.Add(recorded);
        return fold?.View()?.State;
    }

    private async Task<StreamFold?> FoldBeforeAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        if (StreamFold.Of(recorded.StreamId) is not { } fold)
            return null;
        if (recorded.Version > 1)
            await foreach (var earlier in store.ReadStreamAsync(recorded.StreamId, cancellationToken, asOf: new AsOf(Sequence: recorded.Sequence - 1)))
                fold.Add(earlier);
        return fold;
    }
}
