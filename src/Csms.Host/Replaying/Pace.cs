namespace Csms.Host.Replaying;

/// <summary>Lets events pass as fast as they happened, times a factor.</summary>
internal sealed class Pace(TimeProvider clock, double speed)
{
    // Timers take no more than about 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private (long Clock, DateTimeOffset Event)? start;

    /// <summary>Completes when an event of this time is due. Counted from the first one, so that what writing costs does not add up.</summary>
    public async Task WaitAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var (began, first) = start ??= (clock.GetTimestamp(), time);
        var due = TimeSpan.FromSeconds(Math.Clamp((time - first).TotalSeconds / speed, 0, TimeSpan.MaxValue.TotalSeconds / 2));
        while (due - clock.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            // A timer counts whole milliseconds: a rest below one would be waited for in vain.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(left.TotalMilliseconds, Longest.TotalMilliseconds))), clock, cancellationToken);
    }
}
