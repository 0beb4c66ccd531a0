using System.Diagnostics;
using System.Numerics;

namespace Csms.Bench.Load;

/// <summary>Counts of latencies in fixed memory, after the manner of HdrHistogram: every power of two of microseconds is cut into 128 steps, so that a value
/// read from it is at most 0.8 % too large, from a microsecond to an hour. Many threads may record.</summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 7;
    private const int Steps = 1 << StepBits;
    private const long Longest = 1L << 32;

    private readonly long[] counts = new long[Steps * (32 - StepBits + 2)];
    private long longest;

    public long Count => counts.Sum();

    public TimeSpan Max => TimeSpan.FromMicroseconds(Volatile.Read(ref longest));

    /// <param name="ticks">Of <see cref="Stopwatch"/>.</param>
    public void Record(long ticks)
    {
        var microseconds = Math.Clamp((long)(ticks * (1e6 / Stopwatch.Frequency)), 0, Longest - 1);
        Interlocked.Increment(ref counts[IndexOf(microseconds)]);
        for (var seen = Volatile.Read(ref longest); microseconds > seen;)
        {
            var before = Interlocked.CompareExchange(ref longest, microseconds, seen);
            if (before == seen)
                break;
            seen = before;
        }
    }

    /// <summary>The smallest latency that this part of all did not exceed; zero when there are none.</summary>
    public TimeSpan At(double part)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(part * Count));
        var sum = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            if ((sum += counts[i]) >= wanted)
                return TimeSpan.FromMicroseconds(Math.Min(LargestOf(i), Volatile.Read(ref longest)));
        }

        return TimeSpan.Zero;
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < counts.Length; i++)
            counts[i] += other.counts[i];
        longest = Math.Max(longest, other.longest);
    }

    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - StepBits);
        return (shift * Steps) + (int)(value >> shift);
    }

    private static long LargestOf(int index)
    {
        // Steps 128 to 255 of a shift are the upper half; the lower half belongs to the shift below.
        var shift = Math.Max(0, (index / Steps) - 1);
        return ((index - (shift * Steps) + 1L) << shift) - 1;
    }
}
