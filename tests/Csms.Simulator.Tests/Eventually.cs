namespace Csms.Simulator.Tests;

internal static class Eventually
{
    /// <summary>Waits until a condition holds; fails after twenty seconds.</summary>
    public static async Task HoldsAsync(Func<bool> condition)
    {
        var deadline = Environment.TickCount64 + 20_000;
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            if (Environment.TickCount64 > deadline) throw new TimeoutException("It never came true.");
            await poll.WaitForNextTickAsync();
        }
    }
}
