namespace Csms.EventStore;

/// <summary>What a batch of appends came to in the database.</summary>
/// <param name="Results">One for each append, in the batch's order.</param>
/// <param name="Head">Sequence number before the first event that was stored.</param>
/// <param name="RecordedAt">Of every event that was stored, by the database's clock.</param>
internal sealed record CommittedBatch(AppendResult[] Results, long Head, DateTimeOffset RecordedAt)
{
    /// <summary>The events that were stored, as the feed has them.</summary>
    public RecordedEvent[] EventsOf(List<PendingAppend> batch)
    {
        var count = 0;
        for (var i = 0; i < Results.Length; i++)
            count += Results[i] is AppendResult.Appended ? batch[i].Append.Events.Count : 0;
        var events = new RecordedEvent[count];
        var place = 0;
        for (var i = 0; i < Results.Length; i++)
        {
            var append = batch[i].Append;
            for (var j = 0; Results[i] is AppendResult.Appended && j < append.Events.Count; j++)
            {
                var (stored, version) = (append.Events[j], append.ExpectedVersion + j + 1);
                events[place] = new RecordedEvent(
                    Head + place + 1, stored.Id, append.StreamId, version, stored.Type, stored.Data, RecordedAt, AsRead(stored.Metadata));
                place++;
            }
        }

        return events;
    }

    /// <summary>No repairs are not stored, and so not read.</summary>
    private static EventMetadata AsRead(EventMetadata metadata) => metadata.Repairs is { Count: 0 } ? metadata with { Repairs = null } : metadata;
}
