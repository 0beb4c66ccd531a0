using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Csms.Host.Telemetry;

/// <summary>Prometheus' text exposition format, version 0.0.4, and OpenTelemetry's rules for what an instrument is called in it.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary><c>csms.message.duration</c> in s becomes <c>csms_message_duration_seconds</c>, a counter <c>…_total</c>.</summary>
    public static Metric? Describe(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        var help = instrument.Description ?? instrument.Name;
        var isObserved = instrument.IsObservable;
        return instrument switch
        {
            Counter<long> or ObservableCounter<long> => new Metric(name + "_total", MetricKind.Counter, help) { IsObserved = isObserved },
            ObservableGauge<int> or ObservableGauge<long> or ObservableGauge<double> => new Metric(name, MetricKind.Gauge, help) { IsObserved = isObserved },
            Histogram<double> histogram => new Metric(name, MetricKind.Histogram, help, histogram.Advice?.HistogramBucketBoundaries ?? []),
            Histogram<int> histogram => new Metric(name, MetricKind.Histogram, help, histogram.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray() ?? []),
            _ => null,
        };
    }

    /// <summary>A metric of which nothing has been counted yet is named all the same: whoever looks for it sees that it is there.</summary>
    public static void Write(StringBuilder text, Metric metric)
    {
        text.Append("# HELP ").Append(metric.Name).Append(' ').Append(metric.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(WordOf(metric.Kind)).Append('\n');
        foreach (var each in metric.Series)
        {
            if (metric.Kind == MetricKind.Histogram)
                WriteHistogram(text, metric, each);
            else
                WriteSample(text, metric.Name, each, null, each.Value);
        }
    }

    private static void WriteHistogram(StringBuilder text, Metric metric, Series series)
    {
        var sum = 0L;
        for (var i = 0; i < series.Buckets.Count; i++)
        {
            sum += series.Buckets[i];
            WriteSample(text, metric.Name + "_bucket", series, i == metric.Bounds!.Count ? "+Inf" : Number(metric.Bounds[i]), sum);
        }

        WriteSample(text, metric.Name + "_sum", series, null, series.Value);
        WriteSample(text, metric.Name + "_count", series, null, sum);
    }

    private static void WriteSample(StringBuilder text, string name, Series series, string? upTo, double value)
    {
        text.Append(name);
        var separator = '{';
        foreach (var (label, of) in series.Labels)
        {
            WriteLabel(text, separator, label[(label.LastIndexOf('.') + 1)..], Convert.ToString(of, CultureInfo.InvariantCulture) ?? "");
            separator = ',';
        }

        if (upTo is not null)
        {
            WriteLabel(text, separator, "le", upTo);
            separator = ',';
        }

        text.Append(separator == ',' ? "} " : " ").Append(Number(value)).Append('\n');
    }

    private static void WriteLabel(StringBuilder text, char separator, string label, string value) =>
        text.Append(separator).Append(label).Append("=\"")
            .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
            .Append('"');

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture) switch
    {
        "∞" or "Infinity" => "+Inf",
        "-∞" or "-Infinity" => "-Inf",
        var number => number,
    };

    private static string WordOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Gauge => "gauge",
        _ => "histogram",
    };
}
