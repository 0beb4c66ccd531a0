namespace Csms.Host.Limits;

/// <summary>How fast one charge point is read: a bucket that each message takes from and time fills. Nothing is refused by it, since what is not read waits
/// in the charge point's own socket: a fact that comes late is a fact.</summary>
internal sealed class MessageRate(double perSecond, int burst, TimeProvider clock)
{
    // A message costs what reading and storing it costs: the small ones one each.
    private const int BytesOfOne = 16 * 1024;

    private double left = burst;
    private long filledAt = clock.GetTimestamp();

    /// <summary>Counts a message that was read.</summary>
    /// <returns>How long to wait before the next one is.</returns>
    public TimeSpan Take(int bytes)
    {
        var now = clock.GetTimestamp();
        left = Math.Min(burst, left + (clock.GetElapsedTime(filledAt, now).TotalSeconds * perSecond)) - 1 - (bytes / BytesOfOne);
        filledAt = now;
        return left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-left / perSecond);
    }
}
