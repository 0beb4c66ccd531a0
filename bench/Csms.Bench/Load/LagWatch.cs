using Csms.Bench.Load.Targets;

namespace Csms.Bench.Load;

/// <summary>Looks at the host's metrics once a second while it is under load.</summary>
internal sealed class LagWatch(HostTarget host) : IDisposable
{
    private readonly PeriodicTimer timer = new(TimeSpan.FromSeconds(1));

    /// <summary>Seconds that projections were behind at most.</summary>
    public double Longest { get; private set; }

    public async Task DuringAsync(bool isHost, Func<Task> load)
    {
        var loading = load();
        while (isHost && !loading.IsCompleted)
        {
            await Task.WhenAny(loading, timer.WaitForNextTickAsync().AsTask());
            if (!loading.IsCompleted)
                Longest = Math.Max(Longest, (await host.ReadMetricsAsync(CancellationToken.None)).Values("csms_projection_lag_seconds").DefaultIfEmpty().Max());
        }

        await loading;
    }

    public void Dispose() => timer.Dispose();
}
