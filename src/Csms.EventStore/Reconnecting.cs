namespace Csms.EventStore;

/// <summary>The pauses between attempts to reach a database that is away: short at first, never longer than a second.</summary>
internal sealed class Reconnecting
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private TimeSpan next = Shortest;

    public void Reset() => next = Shortest;

    public Task WaitAsync(CancellationToken cancellationToken = default)
    {
        var pause = next;
        next = next * 2 > Longest ? Longest : next * 2;
        return Task.Delay(pause, cancellationToken);
    }
}
