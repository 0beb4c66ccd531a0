using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Csms.EventStore;

/// <summary>What the committer counts, and the spans of its commits. Costs nothing when nobody listens.</summary>
internal sealed class StoreInstruments : IDisposable
{
    private const string Name = "Csms";
    private static readonly ActivitySource Traces = new(Name);

    private readonly Meter meter;
    private readonly Histogram<int> batches;
    private readonly Histogram<double> commits;
    private readonly Counter<long> conflicts;
    private readonly Counter<long> failures;

    /// <param name="meters">The host's; without them the instruments are nobody's.</param>
    /// <param name="waiting">How many appends wait at this moment.</param>
    public StoreInstruments(IMeterFactory? meters, Func<int> waiting)
    {
        meter = meters?.Create(Name) ?? new Meter(Name);
        batches = meter.CreateHistogram(
            "csms.append.batch.appends", "{append}", "Appends that were committed together.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });
        commits = meter.CreateHistogram(
            "csms.append.commit", "s", "How long PostgreSQL took for a batch of appends, its commit included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        conflicts = meter.CreateCounter<long>("csms.append.conflicts", "{append}", "Appends that were refused because somebody else had written to the stream.");
        failures = meter.CreateCounter<long>("csms.append.failures", "{append}", "Appends that could not be stored: the database was away, or refused their content.");
        meter.CreateObservableGauge("csms.append.waiting", waiting, "{append}", "Appends that wait for the next commit.");
    }

    /// <summary>A span of the commit, linked to those that wait for it; null when nobody listens.</summary>
    public static Activity? Committing(List<PendingAppend> batch) => !Traces.HasListeners()
        ? null
        : Traces.StartActivity(
            ActivityKind.Client,
            tags: [new("csms.appends", batch.Count)],
            links: batch.Where(pending => pending.Trace != default).Select(pending => new ActivityLink(pending.Trace)),
            name: "commit");

    /// <param name="began">Timestamp of <see cref="Stopwatch"/>.</param>
    public void Committed(AppendResult[] results, long began)
    {
        batches.Record(results.Length);
        commits.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        foreach (var result in results)
        {
            if (result is AppendResult.Conflict)
                conflicts.Add(1);
        }
    }

    public void Failed() => failures.Add(1);

    public void Dispose() => meter.Dispose();
}
