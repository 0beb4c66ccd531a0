using Csms.Domain;
using Csms.EventStore;

namespace Csms.ReadModels.Projecting;

/// <summary>From stored JSON to the records that projections and rules switch over.</summary>
public static class EventDecoder
{
    private static readonly Func<string, ReadOnlyMemory<byte>, object?> Reader = static (type, data) => StoredEvents.Read(type, data.Span);

    /// <summary>The domain's record, read once for all who follow the feed; null for a type this program does not know.</summary>
    public static object? Decode(this RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return recorded.ReadWith(Reader);
    }

    /// <summary>The events of a page that this program knows.</summary>
    internal static List<FeedEvent> Decode(IReadOnlyList<RecordedEvent> page)
    {
        var events = new List<FeedEvent>(page.Count);
        foreach (var recorded in page)
            if (recorded.Decode() is { } decoded)
                events.Add(new(recorded.Sequence, recorded.StreamId, recorded.Timestamp, decoded, recorded.Metadata) { Data = recorded.Data });
        return events;
    }

    /// <summary>Stored names of the events a read model folds.</summary>
    internal static string[] TypesOf(ReadModel model) => [.. StoredEvents.All.Where(e => model.Events.Contains(e.ClrType)).Select(e => e.Type)];
}
