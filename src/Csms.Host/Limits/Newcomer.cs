using Microsoft.AspNetCore.Connections;

namespace Csms.Host.Limits;

/// <summary>A connection of which is not known yet whose it is: a feature of the connection, and so of its requests.</summary>
internal sealed class Newcomer(ConnectionLimits limits, ConnectionContext connection, string place, TimeSpan since)
{
    private ITimer? patience;
    private int inHand;

    public string Place => place;

    /// <summary>By a clock that nobody sets.</summary>
    public TimeSpan Since => since;

    /// <summary>Among those of its address that wait; null when it does not.</summary>
    public LinkedListNode<Newcomer>? Waiting { get; set; }

    /// <summary>A request of it is being dealt with: if it waits, it waits for us, and does not give way for that.</summary>
    public bool IsInHand => Volatile.Read(ref inHand) > 0;

    /// <summary>A request has come: from the first one on the server's own time-outs watch over it.</summary>
    public void Asks()
    {
        Interlocked.Increment(ref inHand);
        IsPatient();
    }

    /// <summary>The request has been dealt with.</summary>
    public void IsAnswered() => Interlocked.Decrement(ref inHand);

    /// <summary>Nobody waits for its first request any more.</summary>
    public void IsPatient() => Interlocked.Exchange(ref patience, null)?.Dispose();

    /// <summary>It is a charge point's, or somebody's who has logged in: it counts among the waiting no more.</summary>
    public void IsKnown(bool isChargePoint = false)
    {
        if (Waiting is not null || isChargePoint)
            limits.Know(this, isChargePoint);
    }

    /// <summary>Is cut off when the first request has not come by then.</summary>
    public void MustAskWithin(TimeSpan limit, TimeProvider clock, Action<Newcomer> tooLate) =>
        patience = clock.CreateTimer(
            _ =>
            {
                if (Interlocked.Exchange(ref patience, null) is not { } timer)
                    return;
                timer.Dispose();
                tooLate(this);
            },
            null,
            limit,
            Timeout.InfiniteTimeSpan);

    public void CutOff(string why) => connection.Abort(new ConnectionAbortedException(why));
}
