namespace Csms.EventStore;

/// <summary>The newest events that somebody who follows the feed on this node has yet to read: they are read from the database once at most, however many follow.</summary>
internal sealed class FeedTail
{
    private const int MostEvents = 2048;
    private const int MostBytes = 8 << 20;

    // What lies behind the tail's own in the same slots is a newer tail's.
    private readonly Slots slots;
    private readonly int first;
    private readonly int count;
    private readonly long after;
    private readonly long bytes;

    // Without the newer tail as its result: whoever still holds an old one, a follower that takes its time or whose handler fails for hours, would hold all that came
    // after it.
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One without events.</summary>
    /// <param name="after">What comes next follows on this place.</param>
    public FeedTail(long after) => (slots, this.after, Last) = (new Slots(0), after, after);

    private FeedTail(Slots slots, int first, int count, long after, long bytes) =>
        (this.slots, this.first, this.count, this.after, this.bytes, Last) = (slots, first, count, after, bytes, slots.Events[first + count - 1].Sequence);

    /// <summary>Place of the newest event.</summary>
    public long Last { get; }

    /// <summary>Completes when there is a newer one.</summary>
    public Task Gone => gone.Task;

    public bool Covers(long position) => position >= after;

    /// <summary>The next page behind a place that the tail covers, and how far it has been seen.</summary>
    public (IReadOnlyList<RecordedEvent> Page, long Reached) Read(long position, int pageSize, IReadOnlyCollection<string>? types)
    {
        var page = new List<RecordedEvent>();
        for (var i = FirstAfter(position); i < first + count; i++)
        {
            var recorded = slots.Events[i];
            if (types?.Contains(recorded.Type) == false)
                continue;
            page.Add(recorded);
            if (page.Count == pageSize)
                return (page, recorded.Sequence);
        }

        return (page, Math.Max(position, Last));
    }

    /// <summary>The tail with these events at its end, and without its oldest where it would become too long.</summary>
    /// <param name="page">What follows on the tail.</param>
    /// <param name="read">Up to this place nobody needs it any more. What is held for longer than it takes to read it is moved from one generation of the heap
    /// to the next, and every connection stands still meanwhile.</param>
    public FeedTail With(IReadOnlyList<RecordedEvent> page, long read = 0)
    {
        var added = page.Sum(recorded => (long)recorded.Data.Length);
        var (all, total, gone) = (count + page.Count, bytes + added, 0);
        for (; gone < all && (all - gone > MostEvents || total > MostBytes || At(gone).Sequence <= read); gone++)
            total -= At(gone).Data.Length;
        if (gone == all)
            return new FeedTail(page[^1].Sequence);

        var (kept, from) = (Math.Max(0, count - gone), Math.Max(0, gone - count));
        var (into, begin) = slots.HasRoom(first + count, page.Count, added) ? (slots, first + count - kept) : (new Slots(kept + page.Count), 0);
        if (into != slots)
            into.Add(slots.Events.AsSpan(first + count - kept, kept));
        for (var i = from; i < page.Count; i++)
            into.Add([page[i]]);
        return new FeedTail(into, begin, all - gone, gone == 0 ? after : At(gone - 1).Sequence, total);

        RecordedEvent At(int i) => i < count ? slots.Events[first + i] : page[i - count];
    }

    public void GiveWay() => gone.SetResult();

    private int FirstAfter(long position)
    {
        var (low, high) = (first, first + count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (slots.Events[middle].Sequence <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Events of a tail and of those that grew out of it, so that a few more do not cost a copy of all.</summary>
    private sealed class Slots(int atLeast)
    {
        private int used;
        private long bytes;

        public RecordedEvent[] Events { get; } = new RecordedEvent[2 * atLeast];

        /// <summary>Whether these fit behind that place, nobody else's lie there, and what older tails have let go of is not too much.</summary>
        public bool HasRoom(int place, int count, long more) => place == used && used + count <= Events.Length && bytes + more <= 2 * MostBytes;

        public void Add(ReadOnlySpan<RecordedEvent> events)
        {
            events.CopyTo(Events.AsSpan(used));
            used += events.Length;
            foreach (var recorded in events)
                bytes += recorded.Data.Length;
        }
    }
}
