using System.Diagnostics;
using Csms.Bench.Load;

namespace Csms.Bench.Tests;

public class RecordingLatencies
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    [InlineData(0.999)]
    [InlineData(1)]
    public void Reads_no_percentile_below_the_truth_and_none_much_above(double part)
    {
        var random = new Random(7);
        var histogram = new LatencyHistogram();
        // From microseconds to minutes, every size as often as every other.
        var recorded = Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 18)).ToArray();
        foreach (var microseconds in recorded)
            histogram.Record(Ticks(microseconds));
        Array.Sort(recorded);

        var truth = recorded[(int)Math.Ceiling(part * recorded.Length) - 1];

        histogram.At(part).TotalMicroseconds.ShouldBeInRange(truth, (truth * 1.008) + 1);
    }

    [Fact]
    public void Keeps_the_longest_as_it_was()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(Ticks(123_457));
        histogram.Record(Ticks(5));

        histogram.Max.TotalMicroseconds.ShouldBe(123_457);
        histogram.At(1).TotalMicroseconds.ShouldBe(123_457);
        histogram.Count.ShouldBe(2);
    }

    [Fact]
    public void Is_nothing_before_the_first() => new LatencyHistogram().At(0.99).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void Adds_up_rounds()
    {
        var (one, other) = (new LatencyHistogram(), new LatencyHistogram());
        one.Record(Ticks(10));
        other.Record(Ticks(20));
        one.Add(other);

        one.Count.ShouldBe(2);
        one.At(0.5).TotalMicroseconds.ShouldBe(10);
        one.Max.TotalMicroseconds.ShouldBe(20);
    }

    // Rounded up, so that the way back through the clock's frequency does not lose one.
    private static long Ticks(long microseconds) => (long)Math.Ceiling(microseconds * (Stopwatch.Frequency / 1e6));
}
