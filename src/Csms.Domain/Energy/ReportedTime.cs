namespace Csms.Domain.Energy;

/// <summary>A moment by two clocks. <c>default</c> is year 1 by both.</summary>
/// <param name="Device">As the charge point wrote it.</param>
/// <param name="Corrected">What it is taken to be: the charge point's clock, put right by <see cref="DeviceClock"/>.</param>
public readonly record struct ReportedTime(DateTimeOffset Device, DateTimeOffset Corrected)
{
    /// <summary>The charge point's clock was wrong by more than is tolerated.</summary>
    public bool IsCorrected => Device != Corrected;

    /// <summary>What was added to the charge point's clock.</summary>
    public TimeSpan Offset => Corrected - Device;

    /// <summary>A moment of a clock that is right.</summary>
    public static ReportedTime Of(DateTimeOffset time) => new(time, time);
}

/// <summary>Meter values with both times.</summary>
/// <param name="At">When they were taken.</param>
/// <param name="Samples">As reported.</param>
public sealed record TimedReading(ReportedTime At, IReadOnlyList<Sample> Samples);
