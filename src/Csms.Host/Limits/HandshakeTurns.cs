namespace Csms.Host.Limits;

/// <summary>How many handshakes are decided at once. The others wait in line, which costs them little; without a line, a fleet that comes back at once would take all
/// connections to the database, and the charge points that are in already and report a transaction would find none.</summary>
internal sealed class HandshakeTurns : IDisposable
{
    // Enough to keep the database busy, and half of a small pool.
    private const int AtOnce = 24;
    private readonly SemaphoreSlim turns = new(AtOnce);

    /// <summary>Waits for a turn; whoever hangs up leaves the line.</summary>
    public async Task<T> TakeAsync<T>(Func<Task<T>> decide, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await decide();
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();
}
