namespace Csms.Simulator;

/// <summary>The wall clock of a charge point: as wrong as its maker left it until the central system says what time it is (OCPP 1.6 section 4.6).</summary>
public sealed class DeviceClock(TimeProvider time)
{
    private long offsetTicks;

    /// <summary>False for a device that ignores <c>currentTime</c>: its clock stays wrong for ever.</summary>
    public bool FollowsCentralSystem { get; set; } = true;

    /// <summary>What the device believes, in whole milliseconds: the wire carries no more, and a message repeated must not differ.</summary>
    public DateTimeOffset Now => Whole(time.GetUtcNow().AddTicks(Interlocked.Read(ref offsetTicks)));

    public void Follow(DateTimeOffset currentTime)
    {
        if (FollowsCentralSystem) Set(currentTime);
    }

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref offsetTicks, (now - time.GetUtcNow()).Ticks);

    /// <summary>The clock fault met most often in the field: no battery, so the device starts again at the epoch.</summary>
    public void StartAtEpoch() => Set(DateTimeOffset.UnixEpoch);

    internal static DateTimeOffset Whole(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
