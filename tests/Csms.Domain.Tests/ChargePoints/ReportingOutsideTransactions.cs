using Csms.Domain.ChargePoints;
using static Csms.Domain.ChargePoints.ChargePointCommand;
using static Csms.Domain.ChargePoints.ChargePointEvent;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.ChargePoints;

public sealed class ReportingOutsideTransactions : ChargePointSpecification
{
    private static readonly DateTimeOffset Noon = At("2026-03-01 12:00");
    private static readonly MeterReading First = new(At("2026-03-01 10:00"), [new Sample("1")]);
    private static readonly MeterReading Second = new(At("2026-03-01 10:15"), [new Sample("2")]);

    private static readonly ReportUnknownStop Stop = new(-1, 42, At("2026-03-01 11:00"), "Local", Noon, Card, [First]);
    private static readonly UnknownTransactionStopped HasStopped =
        new(-1, 42, At("2026-03-01 11:00"), "Local", Card, [First], [Anomaly.UnknownTransaction]);

    [Fact]
    public void Stores_the_readings_of_the_main_meter() =>
        Given().When(new ReportMeterValues(0, [First, Second], Noon)).Then(new MeterValuesReported(0, [First, Second]));

    [Fact]
    public void Marks_readings_of_a_transaction_nobody_knows() =>
        Given().When(new ReportMeterValues(1, [First], Noon, -1)).Then(new MeterValuesReported(1, [First], -1, [Anomaly.UnknownTransaction]));

    [Fact]
    public void Marks_wrong_clocks_connectors_and_values() =>
        Given().When(new ReportMeterValues(-1, [new(At("2026-03-01 12:02"), [new Sample("one")])], Noon))
            .Then(new MeterValuesReported(
                -1,
                [new(At("2026-03-01 12:02"), [new Sample("one")])],
                null,
                [Anomaly.ImpossibleConnector, Anomaly.ClockAhead, Anomaly.UnreadableValue]));

    [Fact]
    public void Stores_a_reading_once()
    {
        Given(new MeterValuesReported(0, [First])).When(new ReportMeterValues(0, [First], Noon)).ThenNothing();
        Given(new MeterValuesReported(0, [First])).When(new ReportMeterValues(0, [First, Second, Second], Noon)).Then(new MeterValuesReported(0, [Second]));
    }

    [Fact]
    public void Takes_the_reading_of_another_transaction_for_another() =>
        Given(new MeterValuesReported(0, [First])).When(new ReportMeterValues(0, [First], Noon, 5))
            .Then(new MeterValuesReported(0, [First], 5, [Anomaly.UnknownTransaction]));

    [Fact]
    public void Stores_the_stop_of_a_transaction_nobody_knows() => Given().When(Stop).Then(HasStopped);

    [Fact]
    public void Stores_such_a_stop_once() => Given(HasStopped).When(Stop with { ReceivedAt = Noon.AddDays(1) }).ThenNothing();

    [Fact]
    public void Stores_such_a_stop_again_when_it_differs() =>
        Given(HasStopped).When(Stop with { MeterStop = 43 }).Then(HasStopped with { MeterStop = 43 });

    [Fact]
    public void Stores_vendor_data_every_time() =>
        Given(new DataTransferred("v", "ping", "Accepted")).When(new ReportDataTransfer("v", "ping", "Accepted"))
            .Then(new DataTransferred("v", "ping", "Accepted"));

    [Fact]
    public void Stores_vendor_data_once_when_it_is_the_same_content()
    {
        Given(new DataTransferred("v", "m", "Accepted", Card)).When(new ReportDataTransfer("v", "m", "Accepted", Card)).ThenNothing();
        Given(new DataTransferred("v", "m", "Accepted", Card)).When(new ReportDataTransfer("v", "m", "Accepted", Guid.Empty))
            .Then(new DataTransferred("v", "m", "Accepted", Guid.Empty));
    }

    [Fact]
    public void Remembers_a_thousand_reports_and_not_for_ever()
    {
        var state = Enumerable.Range(0, 2001).Aggregate(ChargePoint.Initial, (state, i) => state.Evolve(new MeterValuesReported(0, [ReadingOf(i)])));

        int StoredAgain(int i) => ChargePointDecider.Decide(new ReportMeterValues(0, [ReadingOf(i)], Noon), state).Events.Count;
        Enumerable.Range(1001, 1000).Sum(StoredAgain).ShouldBe(0);
        StoredAgain(0).ShouldBe(1);
    }

    private static MeterReading ReadingOf(int second) => new(At("2026-03-01 10:00").AddSeconds(second), [new Sample("1")]);
}
