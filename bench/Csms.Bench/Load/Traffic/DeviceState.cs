using System.Collections.Concurrent;

namespace Csms.Bench.Load.Traffic;

/// <summary>Clock and meter of a charge point, which go on when it connects again. In a closed loop, where sessions follow one another as fast as they are answered,
/// a quarter of a minute passes between two meter values, so that a session is one that can be billed; that clock begins long ago, so that it never gets ahead of the
/// server's. At a fixed rate it tells the time. Between meter values the meter advances by what 11 kW are in that time.</summary>
internal sealed class DeviceState
{
    private const double Watts = 11_040;
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenMessages = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly DateTime Begin = DateTime.UtcNow.Date.AddDays(-300);
    private static readonly ConcurrentDictionary<string, DeviceState> All = new();

    private DateTime now = Begin;
    private double wattHours = 1_000_000;
    private bool tellsTheTime;

    /// <summary>Wh.</summary>
    public long Register => (long)Math.Round(wattHours);

    public static DeviceState Of(string identity) => All.GetOrAdd(identity, _ => new DeviceState());

    /// <summary>From now on.</summary>
    public void TellTheTime() => tellsTheTime = true;

    /// <summary>No two messages have the same time, so that each can be found again.</summary>
    public DateTime NextTime() => Advance(BetweenMessages);

    /// <summary>The time of the next meter value, and the meter as it is then.</summary>
    public DateTime NextReading()
    {
        var before = now;
        wattHours += Watts * (Advance(BetweenReadings) - before).TotalHours;
        return now;
    }

    private DateTime Advance(TimeSpan by)
    {
        if (!tellsTheTime)
            return now += by;
        var time = DateTime.UtcNow;
        var millisecond = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
        return now = millisecond > now ? millisecond : now + Least;
    }
}
