namespace Csms.EventStore;

/// <summary>The newest events, as whoever follows the feed on this node finds them in memory: they are read once, however many follow.</summary>
/// <param name="after">Everything behind this place and up to <paramref name="last"/> is among the events.</param>
/// <param name="last">Place of the newest event that has been read.</param>
/// <param name="bytes">Of JSON in the events.</param>
internal sealed class FeedTail(long after, RecordedEvent[] events, long last, long bytes = 0)
{
    private const int MostEvents = 2048;
    private const int MostBytes = 8 << 20;

    // Without the newer tail as its result: whoever still holds an old one, a follower that takes its time or whose handler fails for hours, would hold all that came
    // after it.
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Last => last;

    /// <summary>Completes when there is a newer one.</summary>
    public Task Gone => gone.Task;

    public bool Covers(long position) => position >= after;

    /// <summary>The next page behind a place that the tail covers, and how far it has been seen.</summary>
    public (IReadOnlyList<RecordedEvent> Page, long Reached) Read(long position, int pageSize, IReadOnlyCollection<string>? types)
    {
        var page = new List<RecordedEvent>();
        for (var i = FirstAfter(position); i < events.Length; i++)
        {
            if (types?.Contains(events[i].Type) == false)
                continue;
            page.Add(events[i]);
            if (page.Count == pageSize)
                return (page, events[i].Sequence);
        }

        return (page, Math.Max(position, last));
    }

    /// <summary>The tail with these events at its end, and without its oldest where it would become too long.</summary>
    public FeedTail With(IReadOnlyList<RecordedEvent> page)
    {
        var total = bytes + page.Sum(recorded => (long)recorded.Data.Length);
        var (count, gone) = (events.Length + page.Count, 0);
        for (; gone < count && (count - gone > MostEvents || total > MostBytes); gone++)
            total -= At(gone).Data.Length;

        var newest = new RecordedEvent[count - gone];
        var kept = Math.Max(0, events.Length - gone);
        Array.Copy(events, events.Length - kept, newest, 0, kept);
        for (var i = kept; i < newest.Length; i++)
            newest[i] = At(gone + i);
        return new FeedTail(gone == 0 ? after : At(gone - 1).Sequence, newest, page[^1].Sequence, total);

        RecordedEvent At(int i) => i < events.Length ? events[i] : page[i - events.Length];
    }

    public void GiveWay() => gone.SetResult();

    private int FirstAfter(long position)
    {
        var (low, high) = (0, events.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (events[middle].Sequence <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
