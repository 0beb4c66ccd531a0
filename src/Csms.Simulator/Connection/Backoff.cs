namespace Csms.Simulator.Connection;

/// <summary>Waits that double up to a minute and spread by a half, so that a fleet does not knock at the same instant after an outage.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private int failures;

    public void Reset() => failures = 0;

    public TimeSpan Next()
    {
        var wait = first * Math.Pow(2, Math.Min(failures++, 16));
        if (wait > longest) wait = longest;
        return wait * random.Between(0.5, 1.0);
    }
}
