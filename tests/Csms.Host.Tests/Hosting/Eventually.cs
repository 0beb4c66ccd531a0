using System.Diagnostics;

namespace Csms.Host.Tests.Hosting;

internal static class Eventually
{
    /// <summary>Asks until the answer is yes; says after half a minute what it waited for.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!await condition())
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), what);
            await timer.WaitForNextTickAsync();
        }
    }
}
