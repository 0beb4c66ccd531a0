using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Csms.Host.Telemetry;

/// <summary>Listens to the instruments of this host, and to a few of the runtime's and of Npgsql's, and tells them to Prometheus.</summary>
internal sealed class CollectedMetrics : IDisposable
{
    private readonly ConcurrentDictionary<string, Metric> metrics = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();
    private readonly Lock observing = new();

    /// <param name="meters">Instruments of other hosts in the same process are not this one's.</param>
    public CollectedMetrics(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (MetricOf(instrument, meters) is { } metric)
                listening.EnableMeasurementEvents(instrument, metrics.GetOrAdd(metric.Name, metric));
        };
        listener.SetMeasurementEventCallback<int>((_, measured, labels, metric) => Record(metric, measured, labels));
        listener.SetMeasurementEventCallback<long>((_, measured, labels, metric) => Record(metric, measured, labels));
        listener.SetMeasurementEventCallback<double>((_, measured, labels, metric) => Record(metric, measured, labels));
        listener.Start();
    }

    /// <summary>Everything in Prometheus' text format, version 0.0.4.</summary>
    public string Write()
    {
        lock (observing)
        {
            foreach (var metric in metrics.Values.Where(m => m.IsObserved))
                metric.Clear();
            listener.RecordObservableInstruments();
            var text = new StringBuilder(16 * 1024);
            foreach (var metric in metrics.Values.OrderBy(m => m.Name, StringComparer.Ordinal))
                PrometheusText.Write(text, metric);
            return text.ToString();
        }
    }

    public void Dispose() => listener.Dispose();

    private static void Record(object? metric, double measured, ReadOnlySpan<KeyValuePair<string, object?>> labels) => ((Metric)metric!).Record(measured, labels);

    private static Metric? MetricOf(Instrument instrument, IMeterFactory meters)
    {
        if (instrument.Meter.Name == MessageMetrics.MeterName)
            return ReferenceEquals(instrument.Meter.Scope, meters) ? PrometheusText.Describe(instrument) : null;
        return ForeignMetrics.Find(instrument);
    }
}
