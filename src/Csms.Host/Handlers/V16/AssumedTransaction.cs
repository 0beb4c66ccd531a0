using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.Host.Connections;
using static Csms.Domain.Transactions.TransactionCommand;

namespace Csms.Host.Handlers.V16;

/// <summary>Which transaction a report means that names none, or one nobody knows (quirks Q01 and Q02). Better none than the wrong one: what is not
/// bound is kept with the charge point, and a person decides.</summary>
internal static class AssumedTransaction
{
    // The last values are read a moment after the stop.
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(5);

    // A start that was not answered is sent again within minutes.
    private static readonly TimeSpan Retries = TimeSpan.FromHours(1);

    /// <summary>The one that ran on the connector when the values were taken.</summary>
    public static KnownTransaction? OfMeterValues(IEnumerable<KnownTransaction> known, int connectorId, IReadOnlyList<MeterReading> readings) =>
        connectorId <= 0 || readings.Count == 0
            ? null
            : Newest(known.Where(t => t.Start!.ConnectorId == connectorId && readings.All(reading => Ran(t, reading.Timestamp))));

    /// <summary>The one whose stop this is once more, or the one that runs and fits: its own idTag, or the only connector there is.</summary>
    public static KnownTransaction? OfStop(IReadOnlyCollection<KnownTransaction> known, ReportStop stop, ChargePoint chargePoint)
    {
        var repeated = known.Where(t => t.Loaded.State is Transaction.Stopped && TransactionDecider.Decide(stop, t.Loaded.State).Events.Count == 0);
        if (Newest(repeated) is { } again)
            return again;
        var fitting = known.Where(t => t.IsOpen && t.Start!.Timestamp <= stop.Timestamp && (stop.MeterStop <= 0 || t.Start.MeterStart <= stop.MeterStop)).ToList();
        return stop.TokenId is { } token
            ? Newest(fitting.Where(t => t.Start!.TokenId == token))
            : fitting is [var only] && chargePoint.Connectors.Keys.Count(connector => connector > 0) <= 1 ? only : null;
    }

    /// <summary>The one that a start without a readable time began when it came the first time (quirk Q07): such a start has no moment to be known by.</summary>
    public static KnownTransaction? OfUndatedStart(IEnumerable<KnownTransaction> known, int connectorId, Guid tokenId, long meterStart, DateTimeOffset receivedAt) =>
        Newest(known.Where(t => t.IsOpen
            && t.Start!.ConnectorId == connectorId
            && t.Start.TokenId == tokenId
            && t.Start.MeterStart == meterStart
            && (receivedAt - t.Start.Timestamp).Duration() < Retries));

    private static bool Ran(KnownTransaction transaction, DateTimeOffset at) => at >= transaction.Start!.Timestamp
        && (transaction.IsOpen || (transaction.Loaded.State is Transaction.Stopped stopped && at - stopped.Stop.Timestamp <= AfterStop));

    private static KnownTransaction? Newest(IEnumerable<KnownTransaction> fitting) =>
        fitting.OrderByDescending(t => t.Start!.Timestamp).Cast<KnownTransaction?>().FirstOrDefault();
}
