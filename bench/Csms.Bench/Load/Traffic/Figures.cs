using System.Collections.Concurrent;

namespace Csms.Bench.Load.Traffic;

/// <summary>What one measurement of a target gave.</summary>
internal sealed class Figures
{
    private const int MostTold = 5;
    private readonly LatencyHistogram[] latencies = [.. Enum.GetValues<MessageKind>().Select(_ => new LatencyHistogram())];
    private long errors;

    public LatencyHistogram this[MessageKind kind] => latencies[(int)kind];

    public long Messages => latencies.Sum(l => l.Count);

    public long Errors => Interlocked.Read(ref errors);

    /// <summary>The first few, in words.</summary>
    public ConcurrentQueue<string> Told { get; } = [];

    public double Seconds { get; set; }

    public double PerSecond => Messages / Seconds;

    /// <summary>Processor seconds per 1,000 messages.</summary>
    public double ServerCost { get; set; }

    public double DatabaseCost { get; set; }

    public double GeneratorCost { get; set; }

    /// <summary>Part of all processors' time that the hypervisor gave to others meanwhile, 0 to 1.</summary>
    public double Stolen { get; set; }

    public void CountError(string what)
    {
        if (Interlocked.Increment(ref errors) <= MostTold)
            Told.Enqueue(what);
    }

    public LatencyHistogram All()
    {
        var all = new LatencyHistogram();
        foreach (var each in latencies)
            all.Add(each);
        return all;
    }
}
