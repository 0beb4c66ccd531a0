namespace Csms.Host.Tests;

/// <summary>Waits for a condition with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>The first value that fits, or a failure that shows the last one.</summary>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> look, Func<T, bool> fits, TimeSpan? deadline = null)
    {
        var until = DateTime.UtcNow + (deadline ?? Deadline);
        while (true)
        {
            var seen = await look();
            if (fits(seen))
                return seen;
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"Not within {(deadline ?? Deadline).TotalSeconds} s; last seen: {seen}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
