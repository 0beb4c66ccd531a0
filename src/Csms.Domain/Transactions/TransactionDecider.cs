using System.Diagnostics;
using static Csms.Domain.Transactions.Transaction;
using static Csms.Domain.Transactions.TransactionCommand;
using ClosedByPolicy = Csms.Domain.Transactions.TransactionEvent.ClosedByPolicy;
using Superseded = Csms.Domain.Transactions.TransactionEvent.Superseded;

namespace Csms.Domain.Transactions;

/// <summary>The rules of a transaction. Nothing a charge point reports is refused (OCPP 1.6 sections 4.7, 4.8, 4.10).</summary>
public static class TransactionDecider
{
    // Charge points stamp the last reading and the stop one after the other.
    private static readonly TimeSpan StopTolerance = TimeSpan.FromSeconds(1);

    /// <summary>The events that follow from a report.</summary>
    public static Decision<TransactionEvent> Decide(TransactionCommand command, Transaction state) => (command, state) switch
    {
        (ReportStart s, NotStarted) => [Started(s)],
        // The stream's name is made of the start's content: this is the same start again, and it keeps its first number.
        (ReportStart, _) => [],

        (ReportMeterValues m, Running running) => MeterValues(m, running.Start, running.Meter, stoppedAt: null),
        (ReportMeterValues m, Transaction.Stopped stopped) => MeterValues(m, stopped.Start, stopped.Meter, stopped.Stop.Timestamp),

        (ReportStop s, Running running) => [Stopped(s, running.Start)],
        (ReportStop s, Transaction.Stopped stopped) when stopped.StopContents.Contains(StopContent.Of(s)) => [],
        (ReportStop s, Transaction.Stopped) =>
            [new TransactionEvent.StopRepeatedDifferently(s.MeterStop, s.Timestamp, s.Reason, s.TokenId, OrNone(s.TransactionData))],

        // A stop that was late came first: nothing is open any more.
        (ReportSupersession s, Running { SupersededBy: null }) => [new Superseded(s.By)],
        (ReportSupersession, Running or Transaction.Stopped) => [],

        // Whoever judged knew less, or somebody else was faster.
        (ReportClosing c, Running { ClosedBy: null } running) when running.Meter.Reports == c.AfterReports => [new ClosedByPolicy(c.Reason, c.Billed)],
        (ReportClosing, Running or Transaction.Stopped) => [],

        (ReportMeterValues or ReportStop or ReportSupersession or ReportClosing, NotStarted) =>
            throw new UnreachableException("Only a transaction that started has a number to find it by; other reports belong to the charge point."),
        _ => throw new UnreachableException($"{command} is no command to a transaction."),
    };

    private static TransactionEvent.Started Started(ReportStart s) => new(
        s.TransactionId,
        s.ChargePointId,
        s.ConnectorId,
        s.TokenId,
        s.MeterStart,
        s.Timestamp,
        s.Authorization,
        s.ReservationId,
        Doubts.None
            .If(s.ConnectorId <= 0, Anomaly.ImpossibleConnector)
            .If(!s.TokenIsKnown, Anomaly.UnknownToken)
            .If(s.ConnectorHasOpenTransaction, Anomaly.ConnectorHadOpenTransaction)
            .If(s.ConnectorAssumed, Anomaly.ConnectorAssumed)
            .About(s.Timestamp, s.ReceivedAt)
            .ToList(),
        s.Reason);

    private static Decision<TransactionEvent> MeterValues(
        ReportMeterValues m, TransactionEvent.Started start, MeterProgress meter, DateTimeOffset? stoppedAt)
    {
        var fresh = Fresh(m, meter);
        if (fresh.Count == 0) return [];

        var doubts = Doubts.None
            .If(m.ConnectorId != start.ConnectorId, Anomaly.OtherConnector)
            .If(m.TransactionAssumed, Anomaly.TransactionAssumed)
            .If(stoppedAt is { } stop && fresh.Any(reading => reading.Timestamp - stop > StopTolerance), Anomaly.AfterStop)
            .About(fresh, m.ReceivedAt);
        return [new TransactionEvent.MeterValuesReported(m.ConnectorId, fresh, doubts.ToList())];
    }

    // Nearly every report has one reading, and this is most of what a charge point ever says.
    private static List<MeterReading> Fresh(ReportMeterValues m, MeterProgress meter)
    {
        var fresh = new List<MeterReading>(m.Readings.Count);
        var seen = m.Readings.Count > 1 ? new HashSet<UInt128>() : null;
        for (var i = 0; i < m.Readings.Count; i++)
        {
            var hash = ContentHash.Of(m.ConnectorId, m.Readings[i]);
            if (!meter.Contents.Contains(hash) && seen?.Add(hash) != false) fresh.Add(m.Readings[i]);
        }

        return fresh;
    }

    private static TransactionEvent.Stopped Stopped(ReportStop s, TransactionEvent.Started start) => new(
        s.MeterStop,
        s.Timestamp,
        s.Reason,
        s.TokenId,
        OrNone(s.TransactionData),
        Doubts.None
            .If(s.MeterStop < start.MeterStart, Anomaly.MeterRanBackwards)
            .If(s.Timestamp < start.Timestamp, Anomaly.StoppedBeforeStart)
            .If(s.TransactionAssumed, Anomaly.TransactionAssumed)
            .About(s.Timestamp, s.ReceivedAt)
            .About(s.TransactionData, s.ReceivedAt)
            .ToList(),
        s.ReasonText);

    private static IReadOnlyList<MeterReading>? OrNone(IReadOnlyList<MeterReading>? readings) => readings is { Count: > 0 } ? readings : null;
}
