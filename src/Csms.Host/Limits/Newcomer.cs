using Microsoft.AspNetCore.Connections;

namespace Csms.Host.Limits;

/// <summary>A connection of which is not known yet whose it is: a feature of the connection, and so of its requests.</summary>
internal sealed class Newcomer(ConnectionLimits limits, ConnectionContext connection, string place, DateTimeOffset since)
{
    private ITimer? patience;

    public string Place => place;

    public DateTimeOffset Since => since;

    /// <summary>Among those of its address that wait; null when it does not.</summary>
    public LinkedListNode<Newcomer>? Waiting { get; set; }

    /// <summary>Its first request has come: from now on the server's own time-outs watch over it.</summary>
    public void Asks() => Interlocked.Exchange(ref patience, null)?.Dispose();

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
