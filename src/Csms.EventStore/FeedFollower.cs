namespace Csms.EventStore;

/// <summary>One who follows the feed on this node: what he has yet to read stays in the tail, as long as it is not too much.</summary>
internal sealed class FeedFollower(FeedReader reader, long position) : IDisposable
{
    private long position = position;

    /// <summary>What follows on this place he has yet to read.</summary>
    public long Position
    {
        get => Volatile.Read(ref position);
        set => Volatile.Write(ref position, value);
    }

    public void Dispose() => reader.Leave(this);
}
