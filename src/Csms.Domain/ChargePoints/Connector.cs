using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Domain.ChargePoints;

/// <summary>The current state of a connector, or of the charge point itself as connector 0.</summary>
/// <param name="Current">The report that is current.</param>
/// <param name="NewestTimestamp">The newest credible device time among its reports since the last boot; null when none had one.</param>
/// <remarks>
/// Which report is current? Charge points deliver in order but stamp carelessly, so arrival decides, except that a report whose device time
/// lies before the newest one seen is a late replay: it is stored, and is history. A clock that is not set or runs ahead proves nothing
/// either way: such a report counts by arrival and raises no bar for the next. A boot lowers the bar, since the answer to it sets the clock.
/// </remarks>
public sealed record Connector(ConnectorStatusReported Current, DateTimeOffset? NewestTimestamp)
{
    /// <summary>The state of a connector after one more report; also for read models that keep the current status.</summary>
    /// <param name="connector">Null before its first report.</param>
    /// <param name="report">The report, late or not.</param>
    public static Connector After(Connector? connector, ConnectorStatusReported report)
    {
        var (isHistory, newest) = Place(report, connector?.NewestTimestamp);
        return connector is not null && isHistory ? connector : new(report, newest);
    }

    /// <summary>Where a report belongs in time: whether it is history, and the newest credible device time with it. For read models that keep no
    /// more of a connector than that.</summary>
    /// <param name="report">The report, late or not.</param>
    /// <param name="newestTimestamp">The newest credible device time since the last boot, without the report.</param>
    public static (bool IsHistory, DateTimeOffset? NewestTimestamp) Place(ConnectorStatusReported report, DateTimeOffset? newestTimestamp)
    {
        var credible = IsCredible(report) ? report.Timestamp : null;
        return credible < newestTimestamp ? (true, newestTimestamp) : (false, credible ?? newestTimestamp);
    }

    internal bool IsHistory(DateTimeOffset? credibleTimestamp) => credibleTimestamp < NewestTimestamp;

    private static bool IsCredible(ConnectorStatusReported report) =>
        report.Anomalies is null || !report.Anomalies.Any(anomaly => anomaly is Anomaly.ClockAhead or Anomaly.ClockNotSet);
}
