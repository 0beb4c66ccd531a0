using System.Globalization;

namespace Csms.Domain;

/// <summary>Gathers the anomalies of one report, each once, in the order of the enumeration.</summary>
internal readonly record struct Doubts
{
    private static readonly DateTimeOffset ClocksAreSetSince = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private readonly uint flags;

    private Doubts(uint flags) => this.flags = flags;

    public static Doubts None => default;

    /// <summary>What the event carries: null rather than an empty list, so that nothing is stored for the usual case.</summary>
    public IReadOnlyList<Anomaly>? ToList()
    {
        if (flags == 0) return null;
        var bits = flags;
        return [.. Enum.GetValues<Anomaly>().Where(anomaly => (bits & (1u << (int)anomaly)) != 0)];
    }

    /// <summary>No charge point was built yet: its clock was never set.</summary>
    public static bool IsBeforeClocks(DateTimeOffset deviceTime) => deviceTime < ClocksAreSetSince;

    public Doubts If(bool doubtful, Anomaly anomaly) => doubtful ? new(flags | (1u << (int)anomaly)) : this;

    // Differences of times cannot overflow, sums can.
    public Doubts About(DateTimeOffset deviceTime, DateTimeOffset receivedAt) =>
        If(deviceTime - receivedAt > ClockTolerance, Anomaly.ClockAhead).If(IsBeforeClocks(deviceTime), Anomaly.ClockNotSet);

    public Doubts About(IEnumerable<MeterReading>? readings, DateTimeOffset receivedAt)
    {
        var doubts = this;
        foreach (var reading in readings ?? [])
            doubts = doubts.About(reading.Timestamp, receivedAt).If(reading.Samples.Any(IsUnreadable), Anomaly.UnreadableValue);
        return doubts;
    }

    // A signed value lies outside the event and is not for us to read.
    private static bool IsUnreadable(Sample sample) =>
        sample is { Format: null or "Raw", ContentId: null }
        && !decimal.TryParse(sample.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
