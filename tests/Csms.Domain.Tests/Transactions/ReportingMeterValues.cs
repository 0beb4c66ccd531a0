using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Transactions.TransactionEvent;

namespace Csms.Domain.Tests.Transactions;

public sealed class ReportingMeterValues : TransactionSpecification
{
    private static readonly MeterReading First = Reading("10:15", "1500");
    private static readonly MeterReading Second = Reading("10:30", "2100");

    [Fact]
    public void Stores_one_event_per_report() =>
        Given(HasStarted).When(Values(First, Second)).Then(new MeterValuesReported(1, [First, Second]));

    [Fact]
    public void Stores_a_repeated_report_once() => Given(HasStarted, new MeterValuesReported(1, [First, Second])).When(Values(First, Second)).ThenNothing();

    [Fact]
    public void Stores_only_the_readings_that_are_new() =>
        Given(HasStarted, new MeterValuesReported(1, [First])).When(Values(First, Second)).Then(new MeterValuesReported(1, [Second]));

    [Fact]
    public void Stores_a_reading_once_that_a_report_holds_twice() => Given(HasStarted).When(Values(First, First)).Then(new MeterValuesReported(1, [First]));

    [Fact]
    public void Has_nothing_to_store_of_an_empty_report() => Given(HasStarted).When(Values()).ThenNothing();

    [Theory]
    [InlineData("1500.0", null, null, null)]
    [InlineData("1500", "Wh", null, null)]
    [InlineData("1500", null, "Sample.Clock", null)]
    [InlineData("1500", null, null, "L1")]
    public void Takes_a_reading_for_another_when_anything_in_it_differs(string value, string? unit, string? context, string? phase)
    {
        var other = new MeterReading(First.Timestamp, [new Sample(value, Unit: unit, Context: context, Phase: phase)]);
        Given(HasStarted, new MeterValuesReported(1, [First])).When(Values(other)).Then(new MeterValuesReported(1, [other]));
    }

    [Fact]
    public void Takes_the_same_reading_of_another_connector_for_another() =>
        Given(HasStarted, new MeterValuesReported(1, [First])).When(Values(First) with { ConnectorId = 2 })
            .Then(new MeterValuesReported(2, [First], [Anomaly.OtherConnector]));

    [Fact]
    public void Stores_late_ones_after_the_stop() =>
        Given(HasStarted, HasStopped).When(Values(First)).Then(new MeterValuesReported(1, [First]));

    [Fact]
    public void Lets_the_last_reading_lie_a_second_after_the_stop()
    {
        var reading = Reading("11:00:01", "4200");
        Given(HasStarted, HasStopped).When(Values(reading)).Then(new MeterValuesReported(1, [reading]));
    }

    [Fact]
    public void Marks_readings_taken_after_the_stop()
    {
        var reading = Reading("11:00:02", "4200");
        Given(HasStarted, HasStopped).When(Values(First, reading)).Then(new MeterValuesReported(1, [First, reading], [Anomaly.AfterStop]));
    }

    [Fact]
    public void Stores_late_ones_once() =>
        Given(HasStarted, new MeterValuesReported(1, [First]), HasStopped, new MeterValuesReported(1, [Second])).When(Values(First, Second)).ThenNothing();

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("12,5")]
    [InlineData("NaN")]
    public void Marks_a_value_that_is_no_number(string value)
    {
        var reading = Reading("10:15", value);
        Given(HasStarted).When(Values(reading)).Then(new MeterValuesReported(1, [reading], [Anomaly.UnreadableValue]));
    }

    [Fact]
    public void Does_not_read_a_signed_value()
    {
        var reading = new MeterReading(First.Timestamp, [new Sample(null, Format: "SignedData", ContentId: Card)]);
        Given(HasStarted).When(Values(reading)).Then(new MeterValuesReported(1, [reading]));
    }

    [Fact]
    public void Marks_each_doubt_once_for_all_readings()
    {
        var early = new MeterReading(At("1970-01-01 00:01"), [new Sample("x"), new Sample("y")]);
        var ahead = Reading("12:30", "z");
        Given(HasStarted).When(Values(early, ahead))
            .Then(new MeterValuesReported(1, [early, ahead], [Anomaly.ClockAhead, Anomaly.ClockNotSet, Anomaly.UnreadableValue]));
    }
}
