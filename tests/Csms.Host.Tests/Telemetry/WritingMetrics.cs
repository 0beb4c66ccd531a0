using System.Diagnostics.Metrics;
using System.Text;
using Csms.Domain.ChargePoints;
using Csms.Host.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Telemetry;

public class WritingMetrics
{
    [Fact]
    public void Escapes_what_labels_and_help_may_contain()
    {
        var metric = new Metric("m_total", MetricKind.Counter, "one\\two\nthree");
        metric.Record(2, [new("label", "a\"b\\c\nd")]);

        Written(metric).ShouldBe("# HELP m_total one\\\\two\\nthree\n# TYPE m_total counter\nm_total{label=\"a\\\"b\\\\c\\nd\"} 2\n");
        Exposition.Parse(Written(metric)).Samples.Count.ShouldBe(1);
    }

    [Fact]
    public void Sums_up_the_buckets_of_a_histogram()
    {
        var metric = new Metric("h_seconds", MetricKind.Histogram, "help", [0.1, 1]);
        foreach (var measured in (double[])[0.05, 0.1, 0.5, 7])
            metric.Record(measured, [new("action", "Heartbeat")]);

        var told = Exposition.Parse(Written(metric));

        told.Value("h_seconds_bucket", ("le", "0.1")).ShouldBe(2);
        told.Value("h_seconds_bucket", ("le", "1")).ShouldBe(3);
        told.Value("h_seconds_bucket", ("le", "+Inf")).ShouldBe(4);
        told.Value("h_seconds_count", ("action", "Heartbeat")).ShouldBe(4);
        told.Value("h_seconds_sum").ShouldBe(7.65);
    }

    [Fact]
    public void Stops_at_a_label_without_end()
    {
        var metric = new Metric("m_total", MetricKind.Counter, "help");
        for (var i = 0; i < 5000; i++)
            metric.Record(1, [new("label", $"value {i}")]);

        metric.Series.Count().ShouldBe(2000);
    }

    [Fact]
    public void Loses_nothing_that_threads_count_at_once()
    {
        var metric = new Metric("m_total", MetricKind.Counter, "help");
        Parallel.For(0, 20_000, i => metric.Record(1, [new("label", i % 3 == 0 ? "a" : "b")]));

        metric.Series.Sum(s => s.Value).ShouldBe(20_000);
    }

    [Fact]
    public void Allocates_nothing_for_a_message()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var collected = new CollectedMetrics(meters);
        var metrics = new MessageMetrics(meters, TimeProvider.System);
        // The compiler and the dictionaries have their own needs at first.
        for (var i = 0; i < 10_000; i++)
            metrics.MessageAnswered("Heartbeat", null, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
            metrics.MessageAnswered("Heartbeat", null, 0);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
        Exposition.Parse(collected.Write()).Value("csms_messages_total", ("action", "Heartbeat")).ShouldBe(11_000);
    }

    [Fact]
    public void Counts_what_other_hosts_of_the_process_count_elsewhere()
    {
        using var one = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var other = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var collected = new CollectedMetrics(one.GetRequiredService<IMeterFactory>());
        new MessageMetrics(other.GetRequiredService<IMeterFactory>(), TimeProvider.System).Disconnected(DisconnectReason.Lost);
        new MessageMetrics(one.GetRequiredService<IMeterFactory>(), TimeProvider.System).HandshakeAnswered(101);

        var told = Exposition.Parse(collected.Write());

        told.Value("csms_handshakes_total", ("status", "101")).ShouldBe(1);
        told.Samples.ShouldNotContain(sample => sample.Name == "csms_disconnections_total");
    }

    private static string Written(Metric metric)
    {
        var text = new StringBuilder();
        PrometheusText.Write(text, metric);
        return text.ToString();
    }
}
