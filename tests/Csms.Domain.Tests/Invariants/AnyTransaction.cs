using System.Text.Json;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using FsCheck;
using FsCheck.Fluent;
using static Csms.Domain.Tests.Invariants.Anything;
using static Csms.Domain.Transactions.TransactionCommand;
using static Csms.Domain.Transactions.TransactionEvent;

namespace Csms.Domain.Tests.Invariants;

public sealed class AnyTransaction
{
    private static readonly Gen<TransactionCommand> Start =
        from number in Gen.Choose(1, 3)
        from connectorId in ConnectorId
        from meter in Register
        from time in Time
        from known in Gen.Elements(true, false)
        from received in Time
        select (TransactionCommand)new ReportStart(number, "CP-1", connectorId, Guid.Empty, meter, time, AuthorizationStatus.Accepted, known, !known, received);

    private static readonly Gen<TransactionCommand> Values =
        from connectorId in ConnectorId
        from readings in Readings
        from received in Time
        select (TransactionCommand)new ReportMeterValues(connectorId, readings, received);

    private static readonly Gen<TransactionCommand> Stop =
        from meter in Register
        from time in Time
        from reason in Of<StopReason>()
        from received in Time
        from token in Maybe(Id)
        from data in MaybeList(Readings)
        select (TransactionCommand)new ReportStop(meter, time, reason, received, token, data);

    private static readonly Gen<TransactionCommand> Supersession =
        Gen.Choose(4, 9).Select(later => (TransactionCommand)new ReportSupersession(later));

    private static readonly Gen<TransactionCommand> Closing =
        from reason in Of<ClosingReason>()
        from reports in Gen.Choose(0, 3)
        from billed in Gen.Elements(true, false)
        select (TransactionCommand)new ReportClosing(reason, reports, billed);

    /// <summary>All that can reach a transaction: its start first, then anything.</summary>
    private static readonly Gen<TransactionCommand[]> Reports =
        from start in Start
        from rest in Gen.Frequency((1, Start), (5, Values), (1, Stop), (1, Supersession), (1, Closing)).ArrayOf()
        select (TransactionCommand[])[start, .. rest];

    [Fact]
    public void Starts_once_and_stops_at_most_once() => Reports.ShouldHold(reports =>
    {
        var history = Carried(reports);
        history.Events[0].ShouldBeOfType<Started>();
        history.Events.OfType<Started>().Count().ShouldBe(1);
        history.Events.OfType<Stopped>().Count().ShouldBe(reports.OfType<ReportStop>().Any() ? 1 : 0);
    });

    [Fact]
    public void Changes_nothing_when_any_of_its_reports_come_again() => Reports.ShouldHold(reports =>
        Carried(reports).Decide(reports.Where(report => report is not ReportClosing)).ShouldBeEmpty());

    [Fact]
    public void Stores_every_reading_exactly_once() => Reports.ShouldHold(reports =>
    {
        var reported = reports.OfType<ReportMeterValues>().SelectMany(report => report.Readings.Select(reading => Text(report.ConnectorId, reading)));
        var stored = Carried(reports).Events.OfType<MeterValuesReported>().SelectMany(e => e.Readings.Select(reading => Text(e.ConnectorId, reading)));
        stored.ShouldBe(reported.Distinct());
    });

    [Fact]
    public void Folds_to_the_state_that_was_in_memory() => Reports.ShouldHold(reports => Carried(reports).ShouldFoldToTheSameState());

    private static History<TransactionCommand, TransactionEvent, Transaction> Carried(IEnumerable<TransactionCommand> reports) =>
        new History<TransactionCommand, TransactionEvent, Transaction>(
            Transaction.Initial, (state, e) => state.Evolve(e), TransactionDecider.Decide).Carry(reports);

    private static string Text(int connectorId, MeterReading reading) =>
        $"{connectorId} {reading.Timestamp.UtcTicks} {JsonSerializer.Serialize(reading.Samples)}";
}
