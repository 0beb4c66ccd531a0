namespace Csms.Domain.Energy;

/// <summary>How far a charge point's clock was off during one connection, or since one boot for what it sent later from its queue.</summary>
/// <param name="Offset">What its times lack; zero when it was right to the minute.</param>
public sealed record DeviceClock(TimeSpan Offset)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    /// <summary>A clock that is right.</summary>
    public static DeviceClock Right { get; } = new(TimeSpan.Zero);

    /// <summary>Learnt from messages that were sent as they happened: the median of receipt minus device time, so that neither a slow message nor
    /// a stale one matters. A minute is the network's and the clock's due. 1970 and 2099 need no rule of their own.</summary>
    public static DeviceClock Of(IEnumerable<(DateTimeOffset Device, DateTimeOffset Received)> live)
    {
        var offsets = live.Select(message => message.Received - message.Device).Order().ToArray();
        if (offsets.Length == 0) return Right;
        var median = offsets[(offsets.Length - 1) / 2];
        return median.Duration() > Tolerance ? new(median) : Right;
    }

    /// <summary>Both times of a moment that the charge point reports.</summary>
    public ReportedTime Read(DateTimeOffset device)
    {
        var ticks = Int128.Clamp(
            (Int128)device.UtcTicks + Offset.Ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks);
        return Offset == TimeSpan.Zero ? ReportedTime.Of(device) : new(device, new((long)ticks, TimeSpan.Zero));
    }

    /// <summary>Both times of meter values.</summary>
    public TimedReading Read(MeterReading reading) => new(Read(reading.Timestamp), reading.Samples);
}
