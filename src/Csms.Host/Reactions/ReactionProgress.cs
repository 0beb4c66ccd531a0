using System.Diagnostics;
using Npgsql;

namespace Csms.Host.Reactions;

/// <summary>How far the reactions of one follower have come, stored a few times a second: what a crash takes back is given to them again.</summary>
internal sealed class ReactionProgress(NpgsqlConnection connection, IReadOnlyCollection<string> names)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private long reached;
    private long stored;
    private long storedAt = Stopwatch.GetTimestamp();

    /// <summary>Everything up to this event is done.</summary>
    public void Reach(long sequence) => reached = sequence;

    /// <summary>Stores it if that is due. Whoever has nothing else to do waits for <paramref name="news"/> until it is.</summary>
    public async Task StoreAsync(Task news, bool isIdle, CancellationToken cancellationToken)
    {
        if (reached == stored)
            return;
        var rest = Interval - Stopwatch.GetElapsedTime(storedAt);
        var isDue = rest <= TimeSpan.Zero;
        if (!isDue && isIdle)
        {
            // A delay may end a little early: that it ended counts, since nothing may come for long.
            var delay = Task.Delay(rest, cancellationToken);
            isDue = await Task.WhenAny(news, delay) == delay;
        }

        if (isDue)
            await StoreAsync(cancellationToken);
    }

    /// <summary>Stores it if that can still be; otherwise the last moments come again.</summary>
    public async Task LeaveAsync()
    {
        try
        {
            await StoreAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            // The connection has gone before us.
        }
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        if (reached == stored)
            return;
        await ReactionPositions.AdvanceAsync(connection, names, reached, cancellationToken);
        (stored, storedAt) = (reached, Stopwatch.GetTimestamp());
    }
}
