using Csms.Domain;
using Csms.EventStore;

namespace Csms.ReadModels.Projecting;

/// <summary>From stored JSON to the records that projections switch over.</summary>
internal static class EventDecoder
{
    /// <summary>The events of a page that this program knows.</summary>
    public static List<FeedEvent> Decode(IReadOnlyList<RecordedEvent> page)
    {
        var events = new List<FeedEvent>(page.Count);
        foreach (var recorded in page)
            if (StoredEvents.Read(recorded.Type, recorded.Data.Span) is { } decoded)
                events.Add(new(recorded.Sequence, recorded.StreamId, recorded.Timestamp, decoded, recorded.Metadata.CorrelationId, recorded.Metadata.CausationId));
        return events;
    }

    /// <summary>Stored names of the events a read model folds.</summary>
    public static string[] TypesOf(ReadModel model) => [.. StoredEvents.All.Where(e => model.Events.Contains(e.ClrType)).Select(e => e.Type)];
}
