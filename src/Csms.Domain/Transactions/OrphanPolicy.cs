using Csms.Domain.ChargePoints;

namespace Csms.Domain.Transactions;

/// <summary>When a transaction without a stop is over. Never because a charge point is away: it may be charging, and tell of it later.</summary>
/// <param name="AvailableFor">Its connector has been Available for so long; null: that says nothing.</param>
/// <param name="BootedFor">The charge point booted so long ago, and did not take it up again; null: that says nothing.</param>
/// <param name="SilentFor">Nothing was heard of it for so long; null: that says nothing.</param>
public sealed record OrphanPolicy(TimeSpan? AvailableFor, TimeSpan? BootedFor, TimeSpan? SilentFor)
{
    /// <summary>What shows that a transaction is over; null: nothing yet. All times are of receipt.</summary>
    /// <param name="heardOf">When the last report of the transaction came.</param>
    /// <param name="statuses">Of its connector, in order of arrival.</param>
    /// <param name="boots">Of its charge point, in order of arrival.</param>
    /// <param name="now">The moment of the judgement.</param>
    public ClosingReason? Judge(
        DateTimeOffset heardOf,
        IReadOnlyList<(DateTimeOffset At, ConnectorStatus Status)> statuses,
        IReadOnlyList<DateTimeOffset> boots,
        DateTimeOffset now)
    {
        // What came before the last report of the transaction is history: a charge point that was away tells its status first.
        var since = statuses.Where(status => status.At > heardOf).ToArray();
        var free = since.Reverse().TakeWhile(status => status.Status == ConnectorStatus.Available).LastOrDefault();
        if (free != default && now - free.At >= AvailableFor) return ClosingReason.ConnectorAvailable;

        var booted = boots.LastOrDefault(boot => boot > heardOf);
        if (booted != default && now - booted >= BootedFor && !since.Any(status => status.At > booted && Continues(status.Status)))
            return ClosingReason.BootWithoutResuming;

        return now - heardOf >= SilentFor ? ClosingReason.Silence : null;
    }

    private static bool Continues(ConnectorStatus status) => status is ConnectorStatus.Charging or ConnectorStatus.SuspendedEV or ConnectorStatus.SuspendedEVSE;
}
