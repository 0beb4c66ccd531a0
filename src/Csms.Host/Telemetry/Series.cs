using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Csms.Host.Telemetry;

/// <summary>What was measured with one set of labels.</summary>
internal sealed class Series(KeyValuePair<string, object?>[] labels, IReadOnlyList<double>? bounds)
{
    private readonly long[] buckets = new long[bounds is null ? 0 : bounds.Count + 1];
    private double value;

    public KeyValuePair<string, object?>[] Labels => labels;

    /// <summary>The sum of a histogram, or the value of anything else.</summary>
    public double Value => Volatile.Read(ref value);

    /// <summary>How many of a histogram's measurements lie in each bucket, the one above the last bound included; not summed up.</summary>
    public IReadOnlyList<long> Buckets => buckets;

    public void Add(double measured)
    {
        if (bounds is not null)
        {
            var bucket = 0;
            while (bucket < bounds.Count && measured > bounds[bucket])
                bucket++;
            Interlocked.Increment(ref buckets[bucket]);
        }

        for (var seen = Value; ;)
        {
            var before = Interlocked.CompareExchange(ref value, seen + measured, seen);
            if (before.Equals(seen))
                return;
            seen = before;
        }
    }
}

/// <summary>What kind of metric Prometheus is told.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>All series of one metric. Recording a series that is known allocates nothing.</summary>
/// <param name="Name">As Prometheus wants it.</param>
/// <param name="Help">One line.</param>
internal sealed record Metric(string Name, MetricKind Kind, string Help, IReadOnlyList<double>? Bounds = null)
{
    // A label that turns out to have no end must not take the memory of the host.
    private const int MostSeries = 2000;

    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], Series> series = new(SameLabels.Instance);

    /// <summary>Its values are not added up but told anew whenever somebody asks.</summary>
    public bool IsObserved { get; init; }

    /// <summary>A label that is refused keeps its series out.</summary>
    public Predicate<KeyValuePair<string, object?>>? Keeps { get; init; }

    public IEnumerable<Series> Series => series.Values;

    public void Record(double measured, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (!series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>().TryGetValue(labels, out var known))
        {
            if (series.Count >= MostSeries)
                return;
            var kept = labels.ToArray();
            if (Keeps is not null && !Array.TrueForAll(kept, Keeps))
                return;
            known = series.GetOrAdd(kept, static (k, bounds) => new Series(k, bounds), Bounds);
        }

        known.Add(measured);
    }

    /// <summary>Before an instrument is observed anew.</summary>
    public void Clear() => series.Clear();

    private sealed class SameLabels
        : IEqualityComparer<KeyValuePair<string, object?>[]>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, KeyValuePair<string, object?>[]>
    {
        public static readonly SameLabels Instance = new();

        public bool Equals(KeyValuePair<string, object?>[]? x, KeyValuePair<string, object?>[]? y) => Equals(x.AsSpan(), y!);

        public int GetHashCode([DisallowNull] KeyValuePair<string, object?>[] obj) => GetHashCode(obj.AsSpan());

        public KeyValuePair<string, object?>[] Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, KeyValuePair<string, object?>[] other)
        {
            if (alternate.Length != other.Length)
                return false;
            for (var i = 0; i < other.Length; i++)
            {
                if (alternate[i].Key != other[i].Key || !Equals(alternate[i].Value, other[i].Value))
                    return false;
            }

            return true;
        }

        // Names of labels are the same for every series of a metric.
        public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
        {
            var hash = 0;
            foreach (var (_, value) in alternate)
                hash = HashCode.Combine(hash, value);
            return hash;
        }
    }
}
