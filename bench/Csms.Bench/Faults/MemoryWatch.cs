namespace Csms.Bench.Faults;

/// <summary>Looks at the host's resident memory every few seconds.</summary>
internal sealed class MemoryWatch : IDisposable
{
    // Shorter than this and a slope says more about the collector than about the host.
    private const int FewestForSlope = 60;
    private const double Megabyte = 1 << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly List<double> samples = [];
    private readonly Lock gate = new();
    private readonly Timer timer;

    public MemoryWatch(FaultSite site) => timer = new Timer(
        _ =>
        {
            lock (gate)
                samples.Add(ProcessUsage.Resident(site.HostProcess) / Megabyte);
        },
        null,
        TimeSpan.Zero,
        Interval);

    public double Most
    {
        get
        {
            lock (gate)
                return samples.DefaultIfEmpty().Max();
        }
    }

    /// <summary>By how many megabytes a minute it grew over the second half, by the medians of its halves; null when it was watched too shortly.</summary>
    public double? Slope
    {
        get
        {
            lock (gate)
            {
                if (samples.Count < FewestForSlope)
                    return null;
                var (third, fourth) = (samples[(samples.Count / 2)..(samples.Count * 3 / 4)], samples[(samples.Count * 3 / 4)..]);
                return (Median(fourth) - Median(third)) / (fourth.Count * Interval.TotalMinutes);
            }
        }
    }

    public void Dispose() => timer.Dispose();

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
