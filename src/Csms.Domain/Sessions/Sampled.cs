namespace Csms.Domain.Sessions;

/// <summary>Values with their moments, and which of them is the newest at a moment.</summary>
internal sealed class Sampled<T>(IEnumerable<(DateTimeOffset At, T Value)> samples)
{
    private readonly (DateTimeOffset At, T Value)[] sorted = [.. samples.OrderBy(sample => sample.At)];

    public int Count => sorted.Length;

    public (DateTimeOffset At, T Value) this[int i] => sorted[i];

    /// <summary>Index of the newest up to and with a moment, -1 before the first; of equals the one that came last.</summary>
    public int LastAt(DateTimeOffset time)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].At > time) high = middle;
            else low = middle + 1;
        }

        return low - 1;
    }
}
