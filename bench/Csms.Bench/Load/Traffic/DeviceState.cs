using System.Collections.Concurrent;

namespace Csms.Bench.Load.Traffic;

/// <summary>Clock and meter of a charge point, which go on when it connects again. Between two meter values a quarter of a minute passes and the meter advances by what
/// 11 kW are in that time, so that a session is one that can be billed; the clock begins long ago, so that it never gets ahead of the server's.</summary>
internal sealed class DeviceState
{
    private const int WhBetweenReadings = 46;
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenMessages = TimeSpan.FromSeconds(1);
    private static readonly DateTime Begin = DateTime.UtcNow.Date.AddDays(-300);
    private static readonly ConcurrentDictionary<string, DeviceState> All = new();

    private DateTime now = Begin;

    /// <summary>Wh.</summary>
    public long Register { get; private set; } = 1_000_000;

    public static DeviceState Of(string identity) => All.GetOrAdd(identity, _ => new DeviceState());

    /// <summary>No two messages have the same time, so that each can be found again.</summary>
    public DateTime NextTime() => now += BetweenMessages;

    /// <summary>The time of the next meter value, and the meter as it is then.</summary>
    public DateTime NextReading()
    {
        Register += WhBetweenReadings;
        return now += BetweenReadings;
    }
}
