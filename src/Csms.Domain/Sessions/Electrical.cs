using Csms.Domain.Energy;

namespace Csms.Domain.Sessions;

/// <summary>Power or current as it was sampled.</summary>
internal sealed class Electrical(MeteredTransaction metered, Func<TimedReading, decimal?> quantity)
{
    private readonly Sampled<decimal> samples = new(
        from reading in metered.Readings
        let value = quantity(reading)
        where value is not null
        select (reading.At.Corrected, value.Value));

    /// <summary>What was sampled at this very moment, or null.</summary>
    public decimal? ReadAt(DateTimeOffset time) => samples.LastAt(time) is >= 0 and var i && samples[i].At == time ? samples[i].Value : null;

    /// <summary>What was sampled last, unless it is older than two of the intervals it is sampled in. Of a single sample nobody knows.</summary>
    public decimal? FreshAt(DateTimeOffset time)
    {
        var last = samples.LastAt(time);
        if (last < 0) return null;
        var interval = samples.Count == 1 ? TimeSpan.MaxValue : samples[Math.Max(1, last)].At - samples[Math.Max(1, last) - 1].At;
        return samples.Count == 1 || time - samples[last].At <= interval * 2 ? samples[last].Value : null;
    }
}
