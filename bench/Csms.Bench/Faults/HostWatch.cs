using System.Globalization;
using Csms.Bench.Load.Targets;

namespace Csms.Bench.Faults;

/// <summary>Looks every few seconds at what the host holds, and how far its projections are behind.</summary>
internal sealed class HostWatch : IAsyncDisposable
{
    // A quarter of fewer looks says more about the collector than about the host.
    private const int FewestOfQuarter = 15;
    private const double Megabyte = 1 << 20;

    // What the collector and caches may take as they like: a tenth, and as much as a generation is resized by.
    private const double FreePart = 0.1;
    private const double FreeMegabytes = 10;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly FaultSite site;
    private readonly List<double> resident = [];
    private readonly List<double> heap = [];
    private readonly List<double> lag = [];
    private readonly CancellationTokenSource end = new();
    private readonly Task looking;

    public HostWatch(FaultSite site)
    {
        this.site = site;
        looking = LookAsync();
    }

    public double Most => resident.DefaultIfEmpty().Max();

    /// <summary>The host held more in the last quarter of the time than in the second, by the medians.</summary>
    public bool Grew => Quarters(resident) is [_, var second, _, var last] && last > (second * (1 + FreePart)) + FreeMegabytes;

    /// <summary>Medians of each quarter of the time, once it was watched for long enough.</summary>
    public string? Summary => Quarters(resident) is { } memory && Quarters(heap) is { } managed
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"resident by quarters {Text(memory)} MB, heap {Text(managed)} MB; projection lag median {At(lag, 0.5):0.00} s, p99 {At(lag, 0.99):0.00} s, longest {lag.Max():0.00} s")
        : null;

    /// <summary>From here on what was seen can be read.</summary>
    public async Task StopAsync()
    {
        await end.CancelAsync();
        await looking;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        end.Dispose();
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                // Nothing while it is dead.
                if (ProcessUsage.Resident(site.HostProcess) is > 0 and var bytes)
                    resident.Add(bytes / Megabyte);
                await AskAsync();
            }
            while (await timer.WaitForNextTickAsync(end.Token));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Enough was seen.
        }
    }

    private async Task AskAsync()
    {
        try
        {
            var metrics = new MetricsText(await site.Rest.GetStringAsync(new Uri("/metrics", UriKind.Relative), end.Token));
            heap.Add(metrics.Values("dotnet_gc_heap_bytes").Sum() / Megabyte);
            lag.AddRange(metrics.Values("csms_projection_lag_seconds"));
        }
        catch (Exception e) when (e is HttpRequestException or ObjectDisposedException or IOException)
        {
            // Killed, or killed and started again just now.
        }
    }

    private static double[]? Quarters(List<double> looks) => looks.Count / 4 is >= FewestOfQuarter and var length
        ? [.. Enumerable.Range(0, 4).Select(quarter => At(looks.GetRange(quarter * length, length), 0.5))]
        : null;

    private static double At(List<double> values, double part) =>
        values.Count == 0 ? double.NaN : values.Order().ElementAt(Math.Min(values.Count - 1, (int)(part * values.Count)));

    private static string Text(double[] quarters) => string.Join(", ", quarters.Select(q => q.ToString("0", CultureInfo.InvariantCulture)));
}
