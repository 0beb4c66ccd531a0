using System.Globalization;

namespace Csms.Bench.Load;

/// <summary>Looks at how far projections are behind while the host is under load, in all rounds of a measurement.</summary>
/// <param name="ask">For the seconds; null when the host cannot tell.</param>
internal sealed class LagWatch(Func<Task<double?>> ask, TimeSpan interval)
{
    private const double Target = 1;
    private readonly List<double> seconds = [];

    /// <summary>How far projections were behind over everything that was watched, and whether that is below a second throughout.</summary>
    public string Summary
    {
        get
        {
            if (seconds.Count == 0)
                return "projection lag: not looked at";
            var sorted = seconds.Order().ToArray();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"projection lag over {sorted.Length} looks: median {At(0.5):0.000} s, p99 {At(0.99):0.000} s, longest {sorted[^1]:0.000} s; below a second throughout: {(sorted[^1] < Target ? "yes" : $"**no**, in {sorted.Count(s => s >= Target)} looks")}");

            double At(double part) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(part * sorted.Length) - 1)];
        }
    }

    public async Task DuringAsync(bool isHost, Func<Task> load)
    {
        var loading = load();
        // A timer of its own for each: one whose last tick nobody took refuses to be waited for again.
        using var timer = new PeriodicTimer(interval);
        while (isHost && !loading.IsCompleted)
        {
            await Task.WhenAny(loading, timer.WaitForNextTickAsync().AsTask());
            if (!loading.IsCompleted)
                seconds.Add(await ask() ?? double.PositiveInfinity);
        }

        await loading;
    }
}
